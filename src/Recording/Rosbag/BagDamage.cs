namespace Forewarn.Recording;

/// <summary>Something of a bag that could not be read; the rest could.</summary>
/// <param name="File">Name of the file within the bag.</param>
public readonly record struct BagDamage(string File, string What)
{
    public override string ToString() => $"{File}: {What}";
}
