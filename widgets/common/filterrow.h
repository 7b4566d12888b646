#pragma once

#include "models/base/error.h"
#include "models/domain/record.h"
#include "models/query/filter.h"
#include "widgets/common/context.h"

#include <QWidget>

#include <functional>
#include <optional>

class QHBoxLayout;
class QLabel;
class QMenu;
class QToolButton;

namespace rackhouse
{

class FilterBox;

/// The filter of a text; refused where the site does not tell us what it asks for:
/// "filter-needs-role", beside the errors of Filter::compile().
Result<query::Filter> compileFilter(const Context& context, const QString& text,
                                    const RecordInfo& info);

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
    /// Also where the same text is refused by now, or no longer is.
    void changed(const QString& text);
    /// A filter could not be saved or shared.
    void failed(const rackhouse::Error& error);

private:
    void addLookup();
    void followRole();
    void fillSaved(QMenu* menu);

    Context m_context;
    QString m_name;
    const RecordInfo& m_info;
    FilterBox* m_box;
    QLabel* m_count;
    std::optional<Role> m_role; ///< that the site gave us when it was heard of last
    QHBoxLayout* m_layout;
};

/// "1 machine matches"
QString machinesMatch(qint64 machines);

} // namespace rackhouse
