namespace Forewarn.RosBridge;

/// <summary>What a callback of a managed node says, numbered as in <c>lifecycle_msgs/msg/Transition</c>.</summary>
public enum LifecycleOutcome : byte
{
    /// <summary>The transition is done.</summary>
    Success = 97,

    /// <summary>It cannot be done; the node stays in the state it came from.</summary>
    Failure = 98,

    /// <summary>The node is broken; <see cref="ILifecycleCallbacks.OnError"/> is asked next.</summary>
    Error = 99,
}
