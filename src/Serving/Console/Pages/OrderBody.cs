namespace Forewarn.Serving;

/// <summary>What a page says with an order.</summary>
/// <param name="Wish">With <c>ask</c>.</param>
/// <param name="About">With <c>ask</c>, where the past is asked: number of the decision.</param>
/// <param name="Decision">With <c>answer</c>: index of the decision that asked.</param>
/// <param name="Answer">With <c>answer</c>.</param>
/// <param name="Key">With <c>session</c>.</param>
internal sealed record OrderBody(string? Wish = null, long? About = null, long Decision = -1, string? Answer = null, string? Key = null);
