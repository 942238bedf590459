using System;

namespace ROS2;

/// <summary>What generated classes have besides their properties; nothing native is behind it here.</summary>
public abstract class Message : IRosMessage
{
    public void __ReadFromHandle(IntPtr messageHandle) => throw new NotSupportedException();

    public void __WriteToHandle(IntPtr messageHandle) => throw new NotSupportedException();
}
