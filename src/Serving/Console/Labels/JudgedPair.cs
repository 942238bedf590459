namespace Forewarn.Serving;

/// <param name="Number">Of the decision.</param>
/// <param name="Left">Mode that was shown on the left.</param>
/// <param name="Right">Mode that was shown on the right.</param>
internal sealed record JudgedPair(long Number, int Left, int Right, Judgment Better);
