namespace Forewarn.Simulation.MuJoCo.Gl;

/// <summary>One OpenGL context; current on at most one thread at a time.</summary>
internal abstract class GlContext : IDisposable
{
    /// <summary>Makes it current on this thread and verifies that it is.</summary>
    /// <exception cref="Forewarn.Core.ForewarnException">It could not be made current.</exception>
    public abstract void MakeCurrent();

    /// <summary>Leaves this thread without a context.</summary>
    public abstract void Release();

    public abstract void Dispose();
}
