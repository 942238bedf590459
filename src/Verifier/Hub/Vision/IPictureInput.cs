using Forewarn.Core;

namespace Forewarn.Verifier.Hub;

/// <summary>One way in which vision graphs read a picture: inputs of its own, bound and filled.</summary>
internal interface IPictureInput : IDisposable
{
    /// <summary>Tokens <c>T</c> that a picture of this size becomes.</summary>
    int Tokens(int height, int width);

    /// <summary>Writes the picture into the inputs.</summary>
    void Fill(CameraFrame picture);
}
