namespace Forewarn.Serving;

/// <summary>What a client wants of a playback.</summary>
/// <param name="IsPlaying">Play, or pause.</param>
/// <param name="Rate">Seconds of the recording per second; may be any number a stranger sends.</param>
/// <param name="Seek">Log time to jump to, ns since the Unix epoch; null to stay.</param>
public readonly record struct FoxglovePlaybackRequest(bool IsPlaying, float Rate, long? Seek = null);
