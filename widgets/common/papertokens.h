#pragma once

#include "widgets/common/theme.h"

namespace rackhouse
{

/// Black and greys on white, whatever the theme of the screen is.
inline const Tokens& paperTokens()
{
    static const Tokens tokens = [] {
        Tokens t;
        t.app = t.surface = t.raised = t.sunken = Qt::white;
        t.border = QColor(0x99, 0x99, 0x99);
        t.text = t.accent = Qt::black;
        t.secondary = QColor(0x44, 0x44, 0x44);
        t.onAccent = t.selection = Qt::white;
        t.ok = t.warning = t.critical = t.running = t.unknown = QColor(0x44, 0x44, 0x44);
        return t;
    }();
    return tokens;
}

} // namespace rackhouse
