using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Forewarn.Learning.Verifiers;

/// <summary>The two losses at the top of the verifier, each a mean over its positions.</summary>
public static class VerifierLoss
{
    /// <summary>Cross-entropy of the next token.</summary>
    /// <param name="logits"><c>[M, V]</c>.</param>
    /// <param name="target">int64 <c>[M]</c>.</param>
    public static Tensor Text(Tensor logits, Tensor target) => F.cross_entropy(logits, target);

    /// <summary>
    /// Cross-entropy against the wanted shares of the letters. Unlike <c>-log sum</c> of the accepted letters it has one
    /// optimum, which does not depend on the order shown: ties come out as ties and can be asked about.
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
