namespace Forewarn.Serving;

/// <summary>A recording that is played and that clients may pause, seek and speed up. Any thread may call.</summary>
public interface IFoxglovePlayback
{
    /// <summary>Log time of the first message, ns since the Unix epoch.</summary>
    long StartTime { get; }

    /// <summary>Log time of the last message, ns since the Unix epoch.</summary>
    long EndTime { get; }

    FoxglovePlaybackState State { get; }

    /// <returns>The state that follows.</returns>
    FoxglovePlaybackState Control(FoxglovePlaybackRequest request);
}
