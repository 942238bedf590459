using Forewarn.Core;

namespace Forewarn.Simulation.Misspecification;

/// <summary>An environment changed in one respect. Wrappers stack; saved states of the bare environment load into any stack of them.</summary>
public abstract class EnvironmentWrapper(IStateEnvironment inner) : IStateEnvironment
{
    /// <summary>What is changed; disposed together.</summary>
    public IStateEnvironment Inner { get; } = inner;

    public ActionSpec ActionSpec => Inner.ActionSpec;

    public virtual int StateSize => Inner.StateSize;

    public int Steps => Inner.Steps;

    public virtual void Reset(SeedStream seed) => Inner.Reset(seed);

    public virtual StepResult Step(ReadOnlySpan<float> action) => Inner.Step(action);

    public virtual void Sense(Span<double> state) => Inner.Sense(state);

    public virtual Observation Observe() => Inner.Observe();

    public virtual byte[] SaveState() => Inner.SaveState();

    public virtual void LoadState(ReadOnlySpan<byte> state) => Inner.LoadState(state);

    public void Dispose()
    {
        Inner.Dispose();
        GC.SuppressFinalize(this);
    }
}
