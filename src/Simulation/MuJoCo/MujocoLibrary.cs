using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Forewarn.Core;

namespace Forewarn.Simulation.MuJoCo;

/// <summary>
/// The MuJoCo shared library: found once, checked against the embedded field layout of its exact version, and tried
/// on a small model before anything else may use it. <c>FOREWARN_MUJOCO_LIB</c> names another file.
/// </summary>
public static unsafe class MujocoLibrary
{
    private const string Soname = "libmujoco.so.2.2.2";
    private static readonly Lazy<nint> s_library = new(Find);
    private static readonly Lazy<MujocoRuntime> s_runtime = new(Open);

    /// <summary>
    /// Receives MuJoCo's warnings; null drops them. Called on the thread that is stepping; must be thread-safe.
    /// </summary>
    public static Action<string>? WarningSink { get; set; }

    /// <summary>
    /// Version number of the loaded library as MuJoCo counts it, 222 for 2.2.2. State it with every score.
    /// </summary>
    /// <exception cref="ForewarnException">The library is missing or of an unknown version.</exception>
    public static int Version
    {
        get
        {
            _ = Runtime;
            return MujocoNative.Version();
        }
    }

    /// <summary>
    /// How errors are caught: <c>compiled</c> (the C guard beside the assembly) or <c>parked</c> (threads).
    /// </summary>
    public static string GuardName => Runtime.Guard.Name;

    /// <exception cref="ForewarnException">
    /// The library is missing, of an unknown version, or fails its self-test.
    /// </exception>
    internal static MujocoRuntime Runtime => s_runtime.Value;

    /// <summary>Whether simulation can run here, and why not.</summary>
    public static bool IsAvailable([NotNullWhen(false)] out string? reason)
    {
        try
        {
            _ = Runtime;
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
    internal static void RegisterResolver() =>
        NativeLibrary.SetDllImportResolver(typeof(MujocoLibrary).Assembly, Resolve);

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path) => name switch
    {
        MujocoNative.Library => s_library.Value,
        MujocoNative.Guard => TryLoadGuard(out nint guard) ? guard : 0,
        _ => 0,
    };

    private static nint Find()
    {
        var named = Environment.GetEnvironmentVariable("FOREWARN_MUJOCO_LIB");
        if (!string.IsNullOrEmpty(named))
        {
            if (NativeLibrary.TryLoad(named, out nint chosen)) return chosen;
            throw ForewarnException.Of("MuJoCo library", $"FOREWARN_MUJOCO_LIB={named}, which cannot be loaded",
                "a shared library of MuJoCo 2.2.2", "Correct the variable or unset it.", ExitCode.Environment);
        }
        if (NativeLibrary.TryLoad(Soname, out nint library)) return library;
        throw ForewarnException.Of("MuJoCo library", "none", Soname,
            "Install it: apt-get install libmujoco2.2.2, or set FOREWARN_MUJOCO_LIB.", ExitCode.Environment);
    }

    private static MujocoRuntime Open()
    {
        nint library = s_library.Value;
        var layout = MujocoLayout.For(MujocoNative.Version());
        *(delegate* unmanaged[Cdecl]<byte*, void>*)MujocoRuntime.Export(library, "mju_user_warning") = &OnWarning;
        nint userError = MujocoRuntime.Export(library, "mju_user_error");
        bool park = Environment.GetEnvironmentVariable("FOREWARN_MUJOCO_GUARD") == "parked";
        MujocoGuard guard = !park && TryLoadGuard(out _) ? new CompiledGuard(userError) : new ParkingGuard(userError);
        var runtime = new MujocoRuntime(library, layout, guard);
        MujocoSelfTest.Run(runtime);
        return runtime;
    }

    private static bool TryLoadGuard(out nint handle) =>
        NativeLibrary.TryLoad(Path.Combine(AppContext.BaseDirectory, $"lib{MujocoNative.Guard}.so"), out handle);

    // With no handler MuJoCo would write MUJOCO_LOG.TXT into the working folder.
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnWarning(byte* text)
    {
        try
        {
            WarningSink?.Invoke((Marshal.PtrToStringUTF8((nint)text) ?? "").TrimEnd());
        }
        catch (Exception)
        {
            // An exception must not cross into MuJoCo's frames, and a warning is not worth the process.
        }
    }
}
