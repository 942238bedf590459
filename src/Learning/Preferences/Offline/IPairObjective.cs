using static TorchSharp.torch;

namespace Forewarn.Learning.Preferences;

/// <summary>What an offline method makes of labeled pairs.</summary>
public interface IPairObjective
{
    /// <returns>A scalar.</returns>
    Tensor Loss(PairTerms terms);
}
