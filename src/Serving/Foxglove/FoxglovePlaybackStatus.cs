namespace Forewarn.Serving;

/// <summary>What a playback does, by the numbers of the protocol.</summary>
public enum FoxglovePlaybackStatus : byte
{
    Playing = 0,
    Paused = 1,
    Buffering = 2,
    Ended = 3,
}
