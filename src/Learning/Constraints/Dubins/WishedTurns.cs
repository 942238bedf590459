using Forewarn.Core;

namespace Forewarn.Learning.Constraints.Dubins;

/// <summary>A task: somebody wishes turns, each for a while, and a driver earns <c>-(turn - wish)^2</c> a step by doing as wished.</summary>
/// <param name="Bias">Added to wishes that are uniform in -1 to 1, which then are limited to that range.</param>
/// <param name="LongestHold">Steps that a wish is held at most.</param>
internal sealed record WishedTurns(double Bias, int LongestHold)
{
    /// <summary>Drivers who prefer left, right or nothing, and change their minds often or seldom.</summary>
    public static IReadOnlyList<WishedTurns> All { get; } =
        [new(0, 12), new(0, 24), new(0.5, 24), new(-0.5, 24), new(0.25, 48), new(-0.25, 48)];

    public string Name => FormattableString.Invariant($"bias {Bias}, hold {LongestHold}");

    /// <summary>The next wish, and for how many steps.</summary>
    public (double Turn, int Steps) Next(SeedStream seed) => (Math.Clamp(seed.Uniform(-1, 1) + Bias, -1, 1), 1 + seed.Next(LongestHold));
}
