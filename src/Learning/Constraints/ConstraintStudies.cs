using Forewarn.Learning.Studies;

namespace Forewarn.Learning.Constraints;

/// <summary>Every study of learned constraints.</summary>
public static class ConstraintStudies
{
    public static IReadOnlyList<IStudy> All { get; } =
    [
        new Lattice.LatticeStudy(), new Dubins.DubinsIclStudy(), new Dubins.DubinsPpoStudy(), new Safety.SafetyCriticStudy(),
        new Maze.MazeStudy(), .. Sled.SledStudy.Both, new Search.SearchStudy(),
    ];
}
