namespace Forewarn.Cli.Replays;

/// <summary>How far one number came back from where it was recorded.</summary>
/// <param name="What">Column of the plan or number of the state.</param>
/// <param name="Mean">Mean distance, in the unit of the name.</param>
/// <param name="Largest">Largest distance.</param>
/// <param name="Where">Demonstration and row of the largest.</param>
internal sealed record ConventionFinding(string What, double Mean, double Largest, double Tolerance, string Where)
{
    public bool Holds => Largest <= Tolerance;
}
