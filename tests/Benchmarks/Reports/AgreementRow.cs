namespace Forewarn.Benchmarks.Reports;

/// <summary>How far two computations of the same numbers are apart: the largest difference over the largest value.</summary>
public sealed record AgreementRow(string Peer, string What, double Difference)
{
    public const double Limit = 1e-4;

    public bool Agrees => Difference <= Limit;
}
