#pragma once

#include "widgets/common/context.h"
#include "widgets/power/powerview.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QTreeWidget;

namespace rackhouse
{

/// The inspector of the power page: what the selected line carries, and what is lost with it.
class PowerDetail : public QWidget
{
    Q_OBJECT

public:
    PowerDetail(Context context, QWidget* parent);

    void showNothing();
    void showSide(const PowerView& view, const QString& side);
    void showSupply(const PowerView& view, int supply);
    void showRack(const PowerView& view, const QString& rack);
    void showDevice(const PowerView& view, int device);
    bool isLossShown() const;
    void setLossShown(bool shown);

signals:
    /// The switch "If lost" was moved.
    void lossWanted(bool on);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    struct Fact {
        QString name;
        QString value;
    };
    void setFacts(const QString& title, const QString& caption, const std::vector<Fact>& facts,
                  bool losable);
    static void addLoad(std::vector<Fact>& facts, const PowerPicture::Load& load);
    void listLoss(const PowerView& view, const PowerPicture::Loss& loss);

    Context m_context;
    QLabel* m_title;
    QLabel* m_caption;
    QWidget* m_facts = nullptr; ///< made anew for each selection
    QPushButton* m_switch;
    QLabel* m_lossTitle;
    QTreeWidget* m_loss;
};

} // namespace rackhouse
