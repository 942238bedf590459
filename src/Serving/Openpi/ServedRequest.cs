namespace Forewarn.Serving;

/// <summary>One observation of a client.</summary>
/// <param name="Observation">As it came.</param>
/// <param name="Received"><see cref="TimeProvider.GetTimestamp"/> when the frame was complete.</param>
public sealed record ServedRequest(WireMap Observation, long Received);
