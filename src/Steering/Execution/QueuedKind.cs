namespace Forewarn.Steering;

/// <summary>What the control tick is to do with a decision.</summary>
internal enum QueuedKind
{
    Plan,
    Hold,
    Stop,
}
