#pragma once

#include <QString>

namespace rackhouse
{

/// Whether a character is not seen itself and garbles what stands beside it: a control character, a
/// break of lines, and those that turn the direction of a text around (U+202A to U+202E, U+2066 to
/// U+2069). No letter of any script is one.
bool isGarbling(QChar c);

/// A character as a person reads it: "a line break", "a tab", "U+202E".
QString characterName(QChar c);

/// A text that a device told, without such characters: a space stands for breaks of lines and tabs.
QString cleaned(QString text);

} // namespace rackhouse
