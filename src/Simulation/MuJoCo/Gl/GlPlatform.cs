using System.Runtime.InteropServices;
using Forewarn.Core;

namespace Forewarn.Simulation.MuJoCo.Gl;

/// <summary>
/// The one off-screen OpenGL platform of this process. MuJoCo finds its OpenGL functions by scanning the loaded
/// platform libraries once, so two platforms cannot be mixed, and a failed one is unloaded before the next is tried.
/// <c>FOREWARN_GL</c> = <c>auto</c> (EGL, then OSMesa), <c>egl</c> or <c>osmesa</c>.
/// </summary>
internal abstract class GlPlatform
{
    private static readonly Lazy<GlPlatform> s_current = new(Choose);

    /// <exception cref="ForewarnException">No platform works here; the message names the Debian packages.</exception>
    public static GlPlatform Current => s_current.Value;

    public abstract string Name { get; }

    public abstract GlContext CreateContext();

    private static GlPlatform Choose()
    {
        var wish = Environment.GetEnvironmentVariable("FOREWARN_GL");
        var candidates = (wish ?? "").ToLowerInvariant() switch
        {
            "" or "auto" => new[] { (Func<GlPlatform>)EglPlatform.Open, OsMesaPlatform.Open },
            "egl" => [EglPlatform.Open],
            "osmesa" => [OsMesaPlatform.Open],
            _ => throw ForewarnException.Of("FOREWARN_GL", $"'{wish}'", "auto, egl or osmesa",
                "Correct the variable or unset it.", ExitCode.Usage),
        };
        var reasons = new List<string>();
        foreach (var open in candidates)
        {
            try
            {
                return open();
            }
            catch (ForewarnException e)
            {
                reasons.Add(e.Message);
            }
        }
        throw new ForewarnException(
            $"No off-screen OpenGL works here ({string.Join("; ", reasons)}). " +
            "Install it: apt-get install libegl1 libegl-mesa0 libgl1-mesa-dri (or libosmesa6).", ExitCode.Environment);
    }

    /// <summary>Loads a platform's library and tries a context; a library that does not work is unloaded again.</summary>
    /// <exception cref="ForewarnException">The library is missing, or no context can be made current.</exception>
    protected static GlPlatform Open(string name, Func<nint, GlPlatform> make)
    {
        if (!NativeLibrary.TryLoad(name, out nint library)) throw new ForewarnException($"{name} was not found");
        try
        {
            var platform = make(library);
            using var trial = platform.CreateContext();
            trial.MakeCurrent();
            return platform;
        }
        catch
        {
            NativeLibrary.Free(library);
            throw;
        }
    }
}
