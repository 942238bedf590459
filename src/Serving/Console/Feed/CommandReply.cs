namespace Forewarn.Serving;

/// <summary>What became of an order.</summary>
/// <param name="Message">For people.</param>
/// <param name="Number">Of the decision that the order made, where it made one at once.</param>
public sealed record CommandReply(bool Accepted, string Message, long? Number = null);
