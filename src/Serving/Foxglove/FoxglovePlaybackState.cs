namespace Forewarn.Serving;

/// <summary>Where a playback is.</summary>
/// <param name="Time">Log time, ns since the Unix epoch.</param>
/// <param name="Rate">Seconds of the recording per second.</param>
/// <param name="DidSeek">Whether a jump in time led here.</param>
public readonly record struct FoxglovePlaybackState(FoxglovePlaybackStatus Status, long Time, float Rate, bool DidSeek = false);
