namespace Forewarn.Games;

/// <summary>Half the sum of absolute differences of two distributions.</summary>
public static class TotalVariation
{
    public static double Of(ReadOnlySpan<double> p, ReadOnlySpan<double> q)
    {
        double sum = 0;
        for (int i = 0; i < p.Length; i++) sum += Math.Abs(p[i] - q[i]);
        return sum / 2;
    }
}
