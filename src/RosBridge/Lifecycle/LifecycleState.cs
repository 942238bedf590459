namespace Forewarn.RosBridge;

/// <summary>States of a managed node, numbered as in <c>lifecycle_msgs/msg/State</c>.</summary>
public enum LifecycleState : byte
{
    Unknown = 0,
    Unconfigured = 1,
    Inactive = 2,
    Active = 3,
    Finalized = 4,
    Configuring = 10,
    CleaningUp = 11,
    ShuttingDown = 12,
    Activating = 13,
    Deactivating = 14,
    ErrorProcessing = 15,
}
