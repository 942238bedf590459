using Forewarn.Core;

namespace Forewarn.Learning.Preferences.Diagnosis;

/// <summary>Mean change in log-probability of chosen and of rejected plans from the reference to the policy, nats.</summary>
public sealed record Displacement(MetricInterval Chosen, MetricInterval Rejected)
{
    /// <summary>Both fall: their probability goes to plans that nobody judged.</summary>
    public bool BothFall => Chosen.High < 0 && Rejected.High < 0;

    /// <param name="chosen"><c>ln π - ln π_ref</c> of every chosen plan.</param>
    /// <param name="rejected">Of every rejected plan.</param>
    public static Displacement Of(IReadOnlyCollection<double> chosen, IReadOnlyCollection<double> rejected) =>
        new(MetricInterval.OfMean([.. chosen]), MetricInterval.OfMean([.. rejected]));
}
