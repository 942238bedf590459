namespace Forewarn.RosBridge;

/// <summary>Transitions of a managed node, numbered as in <c>lifecycle_msgs/msg/Transition</c>.</summary>
public enum LifecycleTransition : byte
{
    Configure = 1,
    Cleanup = 2,
    Activate = 3,
    Deactivate = 4,
    UnconfiguredShutdown = 5,
    InactiveShutdown = 6,
    ActiveShutdown = 7,
    ConfigureSuccess = 10,
    ConfigureFailure = 11,
    ConfigureError = 12,
    CleanupSuccess = 20,
    CleanupFailure = 21,
    CleanupError = 22,
    ActivateSuccess = 30,
    ActivateFailure = 31,
    ActivateError = 32,
    DeactivateSuccess = 40,
    DeactivateFailure = 41,
    DeactivateError = 42,
    ShutdownSuccess = 50,
    ShutdownFailure = 51,
    ShutdownError = 52,
    ErrorSuccess = 60,
    ErrorFailure = 61,
    ErrorError = 62,
}
