namespace Forewarn.RosBridge;

/// <summary>Receives serialized samples of one topic, through the handler it was made with.</summary>
public interface IRawSubscription : IDisposable
{
    string Topic { get; }

    /// <summary>Publishers that are matched now; -1 where the middleware does not tell.</summary>
    int MatchedCount { get; }
}
