namespace Forewarn.RosBridge;

/// <summary>One arrow of the state machine.</summary>
public readonly record struct LifecycleStep(LifecycleTransition Transition, LifecycleState From, LifecycleState To);
