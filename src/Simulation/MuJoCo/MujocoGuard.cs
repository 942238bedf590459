using Forewarn.Core;

namespace Forewarn.Simulation.MuJoCo;

/// <summary>
/// Turns MuJoCo's "the error handler must not return" into exceptions. After an error the data that was being worked
/// on is unusable until it is reset: its scratch stack was not unwound.
/// </summary>
internal abstract class MujocoGuard
{
    /// <summary>Short name for reports: <c>compiled</c> or <c>parked</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Calls a native function of at most seven integer or pointer arguments.</summary>
    /// <exception cref="ForewarnException">MuJoCo raised an error.</exception>
    public abstract nint Call(nint function, nint a = 0, nint b = 0, nint c = 0, nint d = 0, nint e = 0, nint f = 0,
        nint g = 0);

    /// <summary>Calls <paramref name="step"/>(model, data) <paramref name="count"/> times.</summary>
    /// <exception cref="ForewarnException">MuJoCo raised an error.</exception>
    public abstract void Steps(nint step, nint model, nint data, int count);

    /// <summary>
    /// Runs <paramref name="body"/> so that all guarded calls in it share one thread, as OpenGL needs.
    /// </summary>
    public abstract void OnOneThread(Action body);

    protected static ForewarnException Error(string message) =>
        new($"MuJoCo stopped with an error: {message.TrimEnd()}");
}
