namespace Forewarn.Learning.Preferences.Roads;

/// <summary>Policies <c>π ∝ π_ref exp(Φ θ)</c> over whole answers, with the features of a class of scorers.</summary>
public sealed class LogitPolicy(RoadsWorld world, ScorerClass features) : IPolicyClass
{
    public string Name => $"{features.Name} logits";

    public int Dimension => features.Dimension;

    public double[] LogProbs(double[] parameters)
    {
        double[] logits = features.Scores(parameters);
        for (int i = 0; i < logits.Length; i++) logits[i] += world.LogReference[i];
        return SoftOptimum.Normalized(logits, world.Answers);
    }

    public void Backward(double[] parameters, double[] cells, double[] slope)
    {
        double[] log = LogProbs(parameters);
        var logits = new double[cells.Length];
        for (int start = 0; start < cells.Length; start += world.Answers)
        {
            double sum = 0;
            for (int i = start; i < start + world.Answers; i++) sum += cells[i];
            for (int i = start; i < start + world.Answers; i++) logits[i] = cells[i] - Math.Exp(log[i]) * sum;
        }
        features.Transposed(logits, slope);
    }
}
