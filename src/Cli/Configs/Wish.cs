namespace Forewarn.Cli.Configs;

/// <summary>A sentence a person may say, and which outcomes fulfill it.</summary>
/// <param name="Text">The sentence.</param>
/// <param name="Accept">Outcomes that fulfill it: <c>handle</c>, <c>rim</c>, <c>rim_left</c>, <c>rim_right</c>.</param>
/// <param name="Reject">Outcomes that must not happen; everything neither accepted nor rejected merely fails.</param>
/// <param name="Split">Whether training saw the phrasing: <c>train</c>, or what was held out of it.</param>
public sealed record Wish(
    string Text, IReadOnlyList<string> Accept, IReadOnlyList<string> Reject, string Split = "train");
