namespace Forewarn.Verifier;

/// <summary>One tensor of a decoder's cache: what goes in, and what comes out in its place.</summary>
/// <param name="Past">Input, <c>[B, kvHeads, P, headSize]</c>.</param>
/// <param name="Present">Output of the same axes, longer or in place.</param>
internal readonly record struct CacheLayer(string Past, string Present);
