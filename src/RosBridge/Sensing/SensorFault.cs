namespace Forewarn.RosBridge;

/// <summary>What is wrong with what a sensor sends.</summary>
public enum SensorFault
{
    None,

    /// <summary>Nothing has come yet, or not for too long.</summary>
    Silent,

    /// <summary>A joint is missing in the message.</summary>
    Missing,

    /// <summary>A value is NaN or infinite.</summary>
    NotANumber,

    /// <summary>A joint beyond its limits, where it cannot be.</summary>
    OutOfRange,

    /// <summary>Lists of different lengths, or a picture of another size than the models read.</summary>
    WrongSize,

    /// <summary>A picture in a pixel format that is not read here.</summary>
    WrongEncoding,

    /// <summary>Older than what came before.</summary>
    OutOfOrder,

    /// <summary>The same picture again and again although the arm moved.</summary>
    Frozen,
}
