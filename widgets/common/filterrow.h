#pragma once

#include "models/base/error.h"
#include "models/domain/record.h"
#include "widgets/common/context.h"

#include <QWidget>

#include <functional>

class QHBoxLayout;
class QLabel;
class QMenu;
class QToolButton;

namespace rackhouse
{

class FilterBox;

/// The row above a view that is filtered: the filter with what the rows have as proposals, how much
/// matches, and the filters that are saved here or shared at the site. A page adds its own buttons
/// behind them.
class FilterRow : public QWidget
{
    Q_OBJECT

public:
    /// Its parts are called "NAME.saved" and so on; Up, Down and Enter go to `view`.
    FilterRow(Context context, const QString& name, const RecordInfo& info, QWidget* view,
              QWidget* parent);

    QString text() const;
    void setText(const QString& text);
    /// What stands in the empty filter, and what the filter does.
    void setHint(const QString& example, const QString& effect);
    /// How much matches; empty: not shown.
    void setCount(const QString& text);

    QToolButton* addButton(const QString& name, const QString& text, const QString& icon);
    /// A button with a menu that is made anew whenever it opens.
    void addMenu(const QString& name, const QString& text, const QString& icon,
                 std::function<void(QMenu*)> fill);
    void addWidget(QWidget* widget);

signals:
    void changed(const QString& text);
    /// A filter could not be saved or shared.
    void failed(const rackhouse::Error& error);

private:
    void addLookup();
    void fillSaved(QMenu* menu);

    Context m_context;
    QString m_name;
    const RecordInfo& m_info;
    FilterBox* m_box;
    QLabel* m_count;
    QHBoxLayout* m_layout;
};

/// "1 machine matches"
QString machinesMatch(qint64 machines);

} // namespace rackhouse
