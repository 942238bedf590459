namespace Forewarn.Learning.Nets;

/// <summary>
/// Numbers of one step of Adam. The complements <c>c = 1 - b</c> are rounded from double precision: from a rounded 0.999 the second
/// would be off by a twenty-thousandth, and with it every step.
/// </summary>
internal readonly struct AdamRates(double beta1, double beta2, double eta, double epsilon)
{
    public readonly float B1 = (float)beta1, C1 = (float)(1 - beta1), B2 = (float)beta2, C2 = (float)(1 - beta2);

    public readonly float Eta = (float)eta, Epsilon = (float)epsilon;
}
