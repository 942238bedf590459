using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Forewarn.Learning.Verifiers;

/// <summary>The three losses of the verifier, each a mean over its positions.</summary>
public static class VerifierLoss
{
    /// <summary>Cross-entropy of the next token.</summary>
    /// <param name="logits"><c>[M, V]</c>.</param>
    /// <param name="target">int64 <c>[M]</c>.</param>
    public static Tensor Text(Tensor logits, Tensor target) => F.cross_entropy(logits, target);

    /// <summary>Cross-entropy between the yes and the no token alone.</summary>
    /// <param name="logits"><c>[M, V]</c>.</param>
    /// <param name="answer">int64 <c>[M]</c>, 0 = yes, 1 = no.</param>
    public static Tensor Fit(Tensor logits, Tensor answer) =>
        F.cross_entropy(logits.narrow(1, PromptTokens.Yes, 2), answer);

    /// <summary>
    /// Cross-entropy against equal shares over all accepted letters. Against <c>-log sum</c> of the accepted letters it has
    /// a unique optimum that does not depend on the order shown, so ties come out as ties and can be asked about.
    /// </summary>
    /// <param name="logits"><c>[M, V]</c>.</param>
    /// <param name="share"><c>[M, MaxOptions + 1]</c>, rows sum to 1.</param>
    /// <param name="mask"><c>[M, MaxOptions + 1]</c>, added to the letter logits.</param>
    public static Tensor Choice(Tensor logits, Tensor share, Tensor mask)
    {
        using var scope = NewDisposeScope();
        return (share * LetterLogProbabilities(logits, mask)).sum(1).mean().neg().MoveToOuterDisposeScope();
    }

    /// <returns>Log-probabilities over the letters on offer and none, <c>[M, MaxOptions + 1]</c>.</returns>
    public static Tensor LetterLogProbabilities(Tensor logits, Tensor mask) =>
        F.log_softmax(logits.narrow(1, PromptTokens.FirstLetter, PromptTokens.MaxOptions + 1) + mask, 1);
}
