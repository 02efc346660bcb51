// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/diagnostics/diagnostics.h"
#include "widgets/look/themepalette.h"

#include <QFrame>
#include <QTimer>

#include <memory>

namespace Ui {
class DiagnosticsPanel;
}

namespace holdline::widgets {

class EventDelegate;
class EventFilter;

/// Shows client::Diagnostics to people: figures, round trips, the times of the latest answers, and
/// the events. Saves all of it to a file. Does no work while it is hidden. Owned by the window.
class DiagnosticsPanel : public QFrame
{
    Q_OBJECT

public:
    explicit DiagnosticsPanel(QWidget *parent = nullptr);
    ~DiagnosticsPanel() override;

    void setColors(const ThemePalette &colors);
    /// Must outlive this.
    void setDiagnostics(client::Diagnostics &diagnostics);

Q_SIGNALS:
    void closeRequested();

protected:
    void showEvent(QShowEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void arrangeFigures();
    void fillFilter();
    void watchEvents();
    void onFiguresChanged();
    void showFigures();
    void showRoundTrips();
    void showTurns();
    void showEverything();
    void askForFile();
    void save(const QString &file);

    std::unique_ptr<Ui::DiagnosticsPanel> m_ui;
    client::Diagnostics *m_diagnostics = nullptr;
    EventFilter *m_events;
    EventDelegate *m_delegate;
    QTimer m_figuresPause; ///< the figures are shown again when it is over
};

} // namespace holdline::widgets
