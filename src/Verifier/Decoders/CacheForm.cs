namespace Forewarn.Verifier;

/// <summary>How a decoder graph keeps keys and values.</summary>
public enum CacheForm
{
    /// <summary>Present is past with the new positions behind it: two sets of buffers that take turns.</summary>
    Concatenated,

    /// <summary>Past and present are one buffer of a fixed capacity, written in place.</summary>
    Shared,
}
