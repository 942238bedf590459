namespace Forewarn.Reachability.Orders;

/// <summary>How an error falls as a grid becomes finer.</summary>
/// <param name="Case">What is computed.</param>
/// <param name="Scheme">Of space and time.</param>
/// <param name="Points">Per axis, ascending.</param>
/// <param name="Steps">Distances between points, relative to each other.</param>
/// <param name="Mean">Mean error on each grid; <paramref name="Largest"/> the largest one.</param>
public sealed record OrderRow(string Case, string Scheme, IReadOnlyList<int> Points, IReadOnlyList<double> Steps, IReadOnlyList<double> Mean,
    IReadOnlyList<double> Largest)
{
    /// <summary>Orders of the mean error from each grid to the next one.</summary>
    public IReadOnlyList<double> MeanOrders => Of(Mean);

    /// <summary>The same of the largest error.</summary>
    public IReadOnlyList<double> LargestOrders => Of(Largest);

    private double[] Of(IReadOnlyList<double> errors) =>
        [.. Enumerable.Range(1, errors.Count - 1).Select(i => Math.Log(errors[i - 1] / errors[i]) / Math.Log(Steps[i - 1] / Steps[i]))];
}
