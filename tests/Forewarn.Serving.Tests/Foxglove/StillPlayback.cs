namespace Forewarn.Serving.Tests;

/// <summary>A playback that does what it is told and never moves.</summary>
internal sealed class StillPlayback : IFoxglovePlayback
{
    public long StartTime => RobotTopics.Time;

    public long EndTime => RobotTopics.Time + 5_000_000_000;

    public FoxglovePlaybackState State { get; private set; } = new(FoxglovePlaybackStatus.Paused, RobotTopics.Time, 1);

    public FoxglovePlaybackState Control(FoxglovePlaybackRequest request)
    {
        State = new(request.IsPlaying ? FoxglovePlaybackStatus.Playing : FoxglovePlaybackStatus.Paused, request.Seek ?? State.Time, request.Rate);
        return State with { DidSeek = request.Seek is not null };
    }
}
