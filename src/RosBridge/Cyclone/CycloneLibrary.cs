using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Forewarn.Core;
using Forewarn.RosBridge.Cyclone.Native;

namespace Forewarn.RosBridge.Cyclone;

/// <summary>The CycloneDDS shared library: found once. <c>FOREWARN_DDSC_LIB</c> names another file.</summary>
public static class CycloneLibrary
{
    /// <summary>Domain of the self-test, at the end of the range where nobody else is.</summary>
    private const uint QuietDomain = 232;

    // Debian's own name; the name in installations of ROS 2; the development link.
    private static readonly string[] s_names = ["libddsc.so.0debian", "libddsc.so.0", "libddsc.so"];

    private static readonly Lazy<nint> s_library = new(Find);

    /// <summary>Whether DDS works here: loads the library, joins a domain on the loopback and sends a sample through it.</summary>
    public static bool IsAvailable([NotNullWhen(false)] out string? reason)
    {
        try
        {
            using var transport = new CycloneTransport(new CycloneOptions { DomainId = QuietDomain, LoopbackOnly = true });
            reason = null;
            return true;
        }
        catch (ForewarnException e)
        {
            reason = e.Message;
            return false;
        }
    }

    // Must be in place before the first import is bound, whichever type makes it.
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "Only a module initializer runs before every P/Invoke.")]
    internal static void RegisterResolver() => NativeLibrary.SetDllImportResolver(typeof(CycloneLibrary).Assembly, Resolve);

    /// <exception cref="ForewarnException">No library, or one without what is needed of it.</exception>
    internal static void Require()
    {
        foreach (string export in new[] { "dds_create_domain", "dds_takecdr", "dds_writecdr", "ddsi_serdata_from_ser_iov" })
            if (!NativeLibrary.TryGetExport(s_library.Value, export, out _)) throw Unfit($"one without {export}");
    }

    /// <summary>The one message about a library whose insides are not those of 0.10.</summary>
    internal static ForewarnException Unfit(string found) => ForewarnException.Of("CycloneDDS library", found,
        "the layout of CycloneDDS 0.10 (libddsc)", "Install libddsc0debian, or name another file in FOREWARN_DDSC_LIB.",
        ExitCode.Environment);

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path) =>
        name == DdsNative.Library ? s_library.Value : 0;

    private static nint Find()
    {
        var named = Environment.GetEnvironmentVariable("FOREWARN_DDSC_LIB");
        if (!string.IsNullOrEmpty(named))
        {
            if (NativeLibrary.TryLoad(named, out nint chosen)) return chosen;
            throw ForewarnException.Of("CycloneDDS library", $"FOREWARN_DDSC_LIB={named}, which cannot be loaded",
                "a shared library of CycloneDDS 0.10", "Correct the variable or unset it.", ExitCode.Environment);
        }
        foreach (string file in s_names)
            if (NativeLibrary.TryLoad(file, out nint library)) return library;
        throw ForewarnException.Of("CycloneDDS library", "none", string.Join(" or ", s_names),
            "Install it: apt-get install libddsc0debian, or set FOREWARN_DDSC_LIB.", ExitCode.Environment);
    }
}
