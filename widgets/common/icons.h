#pragma once

#include <QIcon>
#include <QObject>

namespace rackhouse
{

class Theme;

/// Line icons in the colour of the text: own drawings first, then breeze. They follow the theme.
class Icons
{
public:
    explicit Icons(const Theme& theme) : m_theme(theme) {}

    /// The icon of that name ("rack", "edit-copy"); it is drawn anew in the colours of the moment.
    QIcon icon(const QString& name) const;

private:
    const Theme& m_theme;
};

} // namespace rackhouse
