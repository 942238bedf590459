namespace Forewarn.RosBridge;

/// <summary>
/// What a managed node does in its transitions. Callbacks run on the executor's thread; an exception counts as
/// <see cref="LifecycleOutcome.Error"/>.
/// </summary>
public interface ILifecycleCallbacks
{
    LifecycleOutcome OnConfigure(LifecycleState from) => LifecycleOutcome.Success;

    LifecycleOutcome OnCleanup(LifecycleState from) => LifecycleOutcome.Success;

    LifecycleOutcome OnActivate(LifecycleState from) => LifecycleOutcome.Success;

    LifecycleOutcome OnDeactivate(LifecycleState from) => LifecycleOutcome.Success;

    LifecycleOutcome OnShutdown(LifecycleState from) => LifecycleOutcome.Success;

    /// <summary>Success leads back to unconfigured, anything else to finalized.</summary>
    LifecycleOutcome OnError(LifecycleState from) => LifecycleOutcome.Failure;
}
