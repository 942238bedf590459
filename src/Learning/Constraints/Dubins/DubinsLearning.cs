using Forewarn.Core;
using Forewarn.Learning.Constraints.Inverse;
using Forewarn.Learning.Constraints.Inverse.Classes;

namespace Forewarn.Learning.Constraints.Dubins;

/// <summary>Multi-task inverse constraint learning in a Dubins world: experts, a network, and a player.</summary>
/// <param name="Demonstrations">Episodes of an expert in every task.</param>
/// <param name="Hidden">Widths of the network on (x, y, cos, sin).</param>
internal sealed record DubinsLearning(int Demonstrations, IReadOnlyList<int> Hidden, InverseConstraintOptions Options)
{
    /// <summary>
    /// A state is forbidden where learners were more than twice as often as experts. Elsewhere the two differ too, if only because learners
    /// come out of the disc where no expert does, and 0 would forbid half of what experts did.
    /// </summary>
    public const double Threshold = 1.0 / 3;

    /// <summary>Cells of the support mask: 10 cm, and a quarter in cosine and sine, which is 14 degrees and more.</summary>
    private static readonly float[] Cells = [0.1f, 0.1f, 0.25f, 0.25f];

    /// <param name="search">Makes the inner player from the tasks and the constraint.</param>
    public InverseConstraintLearning Start(
        DubinsWorld world, SeedStream seed, Func<IReadOnlyList<ConstraintTask>, ConstraintModel, IConstrainedSearch> search)
    {
        ConstraintTask[] tasks = [.. WishedTurns.All.Select((wishes, k) =>
            new ConstraintTask(wishes.Name, FilteredDriving.Expert(world).Run(wishes, Demonstrations, seed.Child("demonstrations", k))))];
        var model = new ConstraintModel(new(3, [0, 1], [2]), new NeuralConstraint(4, Hidden, seed.Child("network")), new SupportMask(Cells), Threshold);
        return new(Options with { Seed = seed.Child("learning").NextUInt64() }, tasks, model, search(tasks, model), world.Signature,
            state => world.Margin([state.Span[0], state.Span[1], state.Span[2]]));
    }
}
