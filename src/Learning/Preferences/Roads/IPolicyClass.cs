namespace Forewarn.Learning.Preferences.Roads;

/// <summary>A class of policies over answers, differentiable in its parameters.</summary>
public interface IPolicyClass
{
    string Name { get; }

    /// <summary>Number of parameters; all zero is the reference or the uniform policy.</summary>
    int Dimension { get; }

    /// <summary>ln π <c>[P · Y]</c>.</summary>
    double[] LogProbs(double[] parameters);

    /// <summary>Gradient by the parameters of a function whose gradient by ln π is <paramref name="cells"/>; written, not added.</summary>
    void Backward(double[] parameters, double[] cells, double[] slope);
}
