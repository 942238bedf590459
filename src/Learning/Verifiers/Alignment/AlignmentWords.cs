namespace Forewarn.Learning.Verifiers.Alignment;

/// <summary>The question in the language model's own tokens, and how its answers are written and read.</summary>
/// <param name="Before">Tokens in front of a plan's rows.</param>
/// <param name="After">Tokens behind them; the answer follows.</param>
/// <param name="End">Token that ends an answer.</param>
/// <param name="Encode">An answer's tokens, the end left out.</param>
/// <param name="Decode">Text of tokens.</param>
public sealed record AlignmentWords(
    IReadOnlyList<int> Before, IReadOnlyList<int> After, int End, Func<string, IReadOnlyList<int>> Encode, Func<IEnumerable<int>, string> Decode);
