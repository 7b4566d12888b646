#pragma once

#include <QString>

namespace rackhouse
{

/// Qt's offscreen platform cannot pass size hints to a window manager, has none to pass them to,
/// and says so at each change of a layout. Everything else is still said.
inline void quietOffscreen()
{
    static QtMessageHandler next = nullptr;
    next = qInstallMessageHandler(
        [](QtMsgType type, const QMessageLogContext& context, const QString& text) {
            if (text != QStringLiteral("This plugin does not support propagateSizeHints()"))
                next(type, context, text);
        });
}

} // namespace rackhouse
