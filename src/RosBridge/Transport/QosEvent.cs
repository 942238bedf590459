namespace Forewarn.RosBridge;

/// <summary>Something about the quality of service of one endpoint.</summary>
/// <param name="Count">Occurrences so far; for <see cref="QosEventKind.LivelinessChanged"/> the publishers now alive.</param>
/// <param name="Detail">In words, for example the policy that did not fit.</param>
public readonly record struct QosEvent(QosEventKind Kind, string Topic, int Count, string Detail);
