<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en">
<context>
    <name>BackoffEditor</name>
    <message>
        <source>Standard</source>
        <translation>Standard</translation>
    </message>
    <message>
        <source>Persistent</source>
        <translation>Hartnäckig</translation>
    </message>
    <message>
        <source>Always on</source>
        <translation>Immer wieder</translation>
    </message>
    <message>
        <source>Custom</source>
        <translation>Eigene Werte</translation>
    </message>
    <message>
        <source>First &amp;wait</source>
        <translation>Erste &amp;Wartezeit</translation>
    </message>
    <message>
        <source>&amp;Growth factor</source>
        <translation>&amp;Vervielfachung</translation>
    </message>
    <message>
        <source>&amp;Longest wait</source>
        <translation>&amp;Längste Wartezeit</translation>
    </message>
    <message>
        <source>Tr&amp;ies</source>
        <translation>Vers&amp;uche</translation>
    </message>
    <message>
        <source>How to reconnect</source>
        <translation>Wie neu verbunden wird</translation>
    </message>
    <message>
        <source>Unlimited</source>
        <translation>Unbegrenzt</translation>
    </message>
    <message>
        <source>Random dela&amp;y</source>
        <translation>&amp;Zufällige Verzögerung</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Dismiss</source>
        <translation>Ausblenden</translation>
    </message>
    <message>
        <source>Notice</source>
        <translation>Hinweis</translation>
    </message>
</context>
<context>
    <name>ConnectionPage</name>
    <message>
        <source>Connection</source>
        <translation>Verbindung</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>On this com&amp;puter</source>
        <translation>Auf diesem Com&amp;puter</translation>
    </message>
    <message>
        <source>A&amp;ddress</source>
        <translation>A&amp;dresse</translation>
    </message>
    <message>
        <source>Access &amp;token</source>
        <translation>Zu&amp;gangs-Token</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keines</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Show the access token</source>
        <translation>Das Zugangs-Token zeigen</translation>
    </message>
    <message>
        <source>P&amp;rotocol</source>
        <translation>Proto&amp;koll</translation>
    </message>
    <message>
        <source>Trusted certi&amp;ficates</source>
        <translation>Vertrauenswürdige Zerti&amp;fikate</translation>
    </message>
    <message>
        <source>Fingerprint (SHA-256)</source>
        <translation>Fingerabdruck (SHA-256)</translation>
    </message>
    <message>
        <source>Re&amp;move</source>
        <translation>En&amp;tfernen</translation>
    </message>
    <message>
        <source>Another &amp;server</source>
        <translation>Ein anderer &amp;Server</translation>
    </message>
    <message>
        <source>Automatic (resume if supported)</source>
        <translation>Automatisch (mit Fortsetzen, wenn möglich)</translation>
    </message>
    <message>
        <source>Only RealtimeVoiceChat servers</source>
        <translation>Nur RealtimeVoiceChat-Server</translation>
    </message>
    <message>
        <source>Only Holdline servers</source>
        <translation>Nur Holdline-Server</translation>
    </message>
    <message>
        <source>W&amp;hen the connection is lost</source>
        <translation>Wenn die Ver&amp;bindung abbricht</translation>
    </message>
    <message>
        <source>Allow un&amp;encrypted connections</source>
        <translation>Unverschl&amp;üsselte Verbindungen erlauben</translation>
    </message>
    <message>
        <source>For addresses that start with ws://. Others on the network can then listen in and read the access token.</source>
        <translation>Für Adressen, die mit ws:// beginnen. Andere im Netz können dann mithören und das Zugangs-Token lesen.</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Anwenden</translation>
    </message>
</context>
<context>
    <name>ConnectionState</name>
    <message>
        <source>Stopped</source>
        <translation>Getrennt</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>Disconnected</source>
        <translation>Verbindung verloren</translation>
    </message>
    <message>
        <source>Reconnecting</source>
        <translation>Neu verbinden</translation>
    </message>
    <message>
        <source>Session restored</source>
        <translation>Sitzung wiederhergestellt</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>Aufnahme</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>Verbunden</translation>
    </message>
</context>
<context>
    <name>DiagnosticsPanel</name>
    <message>
        <source>Diagnostics</source>
        <translation>Diagnose</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close diagnostics</source>
        <translation>Diagnose schließen</translation>
    </message>
    <message>
        <source>Round trip</source>
        <translation>Umlaufzeit</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>Gehalten</translation>
    </message>
    <message>
        <source>Gaps</source>
        <translation>Lücken</translation>
    </message>
    <message>
        <source>Round trip, last minutes</source>
        <translation>Umlaufzeit der letzten Minuten</translation>
    </message>
    <message>
        <source>From your last word to the answer</source>
        <translation>Vom letzten Wort bis zur Antwort</translation>
    </message>
    <message>
        <source>Events shown</source>
        <translation>Gezeigte Ereignisse</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren …</translation>
    </message>
    <message>
        <source>Save diagnostics (no conversation text or tokens)</source>
        <translation>Diagnose speichern (ohne Gesprächstext und Zugangs-Tokens)</translation>
    </message>
    <message>
        <source>Still to play</source>
        <translation>Noch abzuspielen</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Ereignisse</translation>
    </message>
</context>
<context>
    <name>EnginePage</name>
    <message>
        <source>Assistant</source>
        <translation>Assistentin</translation>
    </message>
    <message>
        <source>&amp;Built in</source>
        <translation>&amp;Eingebaut</translation>
    </message>
    <message>
        <source>Works offline: time, sums, timers, reminders and notes. It can’t answer other questions.</source>
        <translation>Funktioniert ohne Internet: Uhrzeit, Rechnen, Timer, Erinnerungen und Notizen. Andere Fragen kann sie nicht beantworten.</translation>
    </message>
    <message>
        <source>Who answers.</source>
        <translation>Wer antwortet.</translation>
    </message>
    <message>
        <source>A model on this com&amp;puter</source>
        <translation>Ein Modell auf diesem Com&amp;puter</translation>
    </message>
    <message>
        <source>A &amp;service</source>
        <translation>Ein &amp;Dienst</translation>
    </message>
    <message>
        <source>OpenAI, Groq, Mistral, OpenRouter, or any other address with the OpenAI interface. Your words go there.</source>
        <translation>OpenAI, Groq, Mistral, OpenRouter oder jede andere Adresse mit der OpenAI-Schnittstelle. Ihre Worte gehen dorthin.</translation>
    </message>
    <message>
        <source>If it does not answer, Holdline says so. Timers, reminders, notes and sums stay built in.</source>
        <translation>Wenn es nicht antwortet, sagt Holdline das. Timer, Erinnerungen, Notizen und Rechnen bleiben eingebaut.</translation>
    </message>
</context>
<context>
    <name>EntryPane</name>
    <message>
        <source>New conversation (Ctrl+N)</source>
        <translation>Neues Gespräch (Strg+N)</translation>
    </message>
    <message>
        <source>New conversation</source>
        <translation>Neues Gespräch</translation>
    </message>
    <message>
        <source>Type a message…</source>
        <translation>Nachricht schreiben …</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Nachricht</translation>
    </message>
    <message>
        <source>Enter sends it. Shift+Enter starts a new line.</source>
        <translation>Die Eingabetaste sendet sie. Umschalt+Eingabe beginnt eine neue Zeile.</translation>
    </message>
</context>
<context>
    <name>GeneralPage</name>
    <message>
        <source>General</source>
        <translation>Allgemein</translation>
    </message>
    <message>
        <source>&amp;Colours</source>
        <translation>&amp;Farben</translation>
    </message>
    <message>
        <source>Follow system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>&amp;Text size</source>
        <translation>&amp;Textgröße</translation>
    </message>
    <message>
        <source>Sounds</source>
        <translation>Töne</translation>
    </message>
    <message>
        <source>&amp;Play sounds</source>
        <translation>Töne a&amp;bspielen</translation>
    </message>
    <message>
        <source>A short sound when the connection drops or returns.</source>
        <translation>Ein kurzer Ton, wenn die Verbindung abbricht oder wiederkommt.</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Conversation</source>
        <translation>&amp;Gespräch</translation>
    </message>
    <message>
        <source>&amp;Audio</source>
        <translation>&amp;Ton</translation>
    </message>
    <message>
        <source>&amp;Input device</source>
        <translation>&amp;Eingabegerät</translation>
    </message>
    <message>
        <source>&amp;Output device</source>
        <translation>&amp;Ausgabegerät</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;New conversation</source>
        <translation>&amp;Neues Gespräch</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;Copy conversation</source>
        <translation>Gespräch &amp;kopieren</translation>
    </message>
    <message>
        <source>&amp;Play last answer again</source>
        <translation>Letzte Antwort &amp;noch einmal abspielen</translation>
    </message>
    <message>
        <source>&amp;Stop speaking</source>
        <translation>&amp;Sprechen beenden</translation>
    </message>
    <message>
        <source>C&amp;onnect</source>
        <translation>&amp;Verbinden</translation>
    </message>
    <message>
        <source>&amp;Reconnect now</source>
        <translation>&amp;Jetzt neu verbinden</translation>
    </message>
    <message>
        <source>&amp;Normal</source>
        <translation>&amp;Normal</translation>
    </message>
    <message>
        <source>&amp;Follow system</source>
        <translation>Wie das &amp;System</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>L&amp;arger text</source>
        <translation>&amp;Größere Schrift</translation>
    </message>
    <message>
        <source>&amp;Smaller text</source>
        <translation>&amp;Kleinere Schrift</translation>
    </message>
    <message>
        <source>&amp;Normal text size</source>
        <translation>&amp;Normale Schriftgröße</translation>
    </message>
    <message>
        <source>&amp;Troubleshooting</source>
        <translation>&amp;Fehlersuche</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>&amp;Tastenkürzel</translation>
    </message>
    <message>
        <source>&amp;About Holdline</source>
        <translation>Ü&amp;ber Holdline</translation>
    </message>
    <message>
        <source>Network &amp;lab…</source>
        <translation>&amp;Netzlabor …</translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation>&amp;Einstellungen …</translation>
    </message>
    <message>
        <source>W&amp;ait before answering</source>
        <translation>Antwort&amp;pause</translation>
    </message>
    <message>
        <source>End and &amp;delete…</source>
        <translation>Beenden und &amp;löschen …</translation>
    </message>
    <message>
        <source>&amp;Short</source>
        <translation>&amp;Kurz</translation>
    </message>
    <message>
        <source>&amp;Long</source>
        <translation>&amp;Lang</translation>
    </message>
    <message>
        <source>&amp;Very long</source>
        <translation>&amp;Sehr lang</translation>
    </message>
    <message>
        <source>&amp;Microphone</source>
        <translation>&amp;Mikrofon</translation>
    </message>
    <message>
        <source>&amp;Loudspeaker: pause the microphone during answers</source>
        <translation>&amp;Lautsprecher: Mikrofon während der Antworten aus</translation>
    </message>
    <message>
        <source>&amp;Headphones: speak to interrupt an answer</source>
        <translation>&amp;Kopfhörer: Antworten durch Sprechen unterbrechen</translation>
    </message>
    <message>
        <source>&amp;Play a sound when the connection drops or returns</source>
        <translation>&amp;Tonsignal, wenn die Verbindung abbricht oder wiederkehrt</translation>
    </message>
    <message>
        <source>&amp;End call</source>
        <translation>&amp;Auflegen</translation>
    </message>
    <message>
        <source>S&amp;top connection</source>
        <translation>Verbindung &amp;trennen</translation>
    </message>
    <message>
        <source>Dia&amp;gnostics</source>
        <translation>D&amp;iagnose</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>C&amp;lear</source>
        <translation>L&amp;eeren</translation>
    </message>
    <message>
        <source>&amp;Personas…</source>
        <translation>&amp;Personas …</translation>
    </message>
</context>
<context>
    <name>NetworkLabDialog</name>
    <message>
        <source>Network lab</source>
        <translation>Netzlabor</translation>
    </message>
    <message>
        <source>Cut for 5 seconds</source>
        <translation>5 Sekunden unterbrechen</translation>
    </message>
    <message>
        <source>&amp;Cut</source>
        <translation>&amp;Unterbrechen</translation>
    </message>
    <message>
        <source>Restart the server</source>
        <translation>Den Server neu starten</translation>
    </message>
    <message>
        <source>&amp;Restart</source>
        <translation>&amp;Neu starten</translation>
    </message>
    <message>
        <source>Break the connection on purpose</source>
        <translation>Die Verbindung absichtlich stören</translation>
    </message>
    <message>
        <source>While this window is open, the connection runs through a switch inside Holdline. Nothing else on this computer is affected. Closing the window undoes everything.</source>
        <translation>Solange dieses Fenster offen ist, läuft die Verbindung durch einen Schalter in Holdline. Sonst ist auf diesem Computer nichts betroffen. Mit dem Schließen des Fensters ist alles wie vorher.</translation>
    </message>
    <message>
        <source>Like an unplugged cable: the connection is reset, then refused until the cable is back.</source>
        <translation>Wie ein gezogenes Kabel: Die Verbindung bricht ab und wird abgelehnt, bis das Kabel wieder steckt.</translation>
    </message>
    <message>
        <source>Silent outage for 20 seconds</source>
        <translation>20 Sekunden stiller Ausfall</translation>
    </message>
    <message>
        <source>Like a tunnel or a lift: nothing gets through, and nothing reports it.</source>
        <translation>Wie im Tunnel oder im Aufzug: Nichts kommt durch, und nichts meldet es.</translation>
    </message>
    <message>
        <source>S&amp;tart</source>
        <translation>&amp;Starten</translation>
    </message>
    <message>
        <source>Slow connection</source>
        <translation>Langsame Verbindung</translation>
    </message>
    <message>
        <source>Like a bad mobile connection: 64&#xa0;kbit/s up, 1&#xa0;Mbit/s down, 600&#xa0;ms round trip.</source>
        <translation>Wie schlechter Mobilfunk: 64&#xa0;kbit/s hin, 1&#xa0;Mbit/s zurück, 600&#xa0;ms Umlaufzeit.</translation>
    </message>
    <message>
        <source>S&amp;low down</source>
        <translation>&amp;Bremsen</translation>
    </message>
    <message>
        <source>The server on this computer stops, then starts again with everything it knew.</source>
        <translation>Der Server auf diesem Computer endet und startet wieder mit allem, was er wusste.</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Ereignisse</translation>
    </message>
</context>
<context>
    <name>PersonaDialog</name>
    <message>
        <source>Personas</source>
        <translation>Personas</translation>
    </message>
    <message>
        <source>Who you talk with</source>
        <translation>Mit wem Sie sprechen</translation>
    </message>
    <message>
        <source>Changes apply from the next answer. Choose who answers in the menu below the name at the top of the window.</source>
        <translation>Änderungen gelten ab der nächsten Antwort. Wer antwortet, wählen Sie im Menü unter dem Namen oben im Fenster.</translation>
    </message>
    <message>
        <source>N&amp;ew</source>
        <translation>N&amp;eu</translation>
    </message>
    <message>
        <source>&amp;More</source>
        <translation>&amp;Mehr</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>&amp;Löschen</translation>
    </message>
    <message>
        <source>&amp;Import…</source>
        <translation>&amp;Importieren …</translation>
    </message>
    <message>
        <source>E&amp;xport…</source>
        <translation>E&amp;xportieren …</translation>
    </message>
    <message>
        <source>Export &amp;all…</source>
        <translation>&amp;Alle exportieren …</translation>
    </message>
</context>
<context>
    <name>PersonaForm</name>
    <message>
        <source>P&amp;icture…</source>
        <translation>&amp;Bild …</translation>
    </message>
    <message>
        <source>Show initials</source>
        <translation>Initialen zeigen</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>&amp;What it is good for</source>
        <translation>&amp;Wofür sie da ist</translation>
    </message>
    <message>
        <source>Ins&amp;tructions for the language model</source>
        <translation>&amp;Anweisungen an das Sprachmodell</translation>
    </message>
    <message>
        <source>&amp;Greeting</source>
        <translation>Be&amp;grüßung</translation>
    </message>
    <message>
        <source>Said at the beginning of a new conversation. Leave it empty to begin yourself.</source>
        <translation>Wird am Anfang eines neuen Gesprächs gesagt. Lassen Sie sie leer, um selbst zu beginnen.</translation>
    </message>
    <message>
        <source>&amp;Language of the conversation</source>
        <translation>S&amp;prache des Gesprächs</translation>
    </message>
    <message>
        <source>&amp;Voice</source>
        <translation>S&amp;timme</translation>
    </message>
    <message>
        <source>Li&amp;sten</source>
        <translation>An&amp;hören</translation>
    </message>
    <message>
        <source>Speaking &amp;rate</source>
        <translation>Sprechtemp&amp;o</translation>
    </message>
    <message>
        <source> ×</source>
        <comment>times the usual pace</comment>
        <translation> ×</translation>
    </message>
    <message>
        <source>W&amp;ait before answering</source>
        <translation>Antwortpa&amp;use</translation>
    </message>
</context>
<context>
    <name>Personas</name>
    <message>
        <source>Everyday questions</source>
        <translation>Fragen des Alltags</translation>
    </message>
    <message>
        <source>Nova</source>
        <translation>Nova</translation>
    </message>
    <message>
        <source>Practice for job interviews</source>
        <translation>Übung für Bewerbungsgespräche</translation>
    </message>
    <message>
        <source>Interview coach</source>
        <translation>Bewerbungstrainerin</translation>
    </message>
    <message>
        <source>Conversation in a language that you learn</source>
        <translation>Gespräche in einer Sprache, die Sie lernen</translation>
    </message>
    <message>
        <source>Language partner</source>
        <translation>Sprachpartnerin</translation>
    </message>
    <message>
        <source>Stories that you help to shape</source>
        <translation>Geschichten, an denen Sie mitwirken</translation>
    </message>
    <message>
        <source>Storyteller</source>
        <translation>Erzählerin</translation>
    </message>
    <message>
        <source>Listens while you think aloud</source>
        <translation>Hört zu, während Sie laut denken</translation>
    </message>
    <message>
        <source>Rubber duck</source>
        <translation>Quietscheente</translation>
    </message>
</context>
<context>
    <name>ProgramFields</name>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>Ausprobieren</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Voice</source>
        <translation>Stimme</translation>
    </message>
</context>
<context>
    <name>ServiceFields</name>
    <message>
        <source>Service</source>
        <translation>Dienst</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>Ausprobieren</translation>
    </message>
    <message>
        <source>Voice</source>
        <translation>Stimme</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>Seite</translation>
    </message>
</context>
<context>
    <name>Transcript</name>
    <message>
        <source>%1 · answered in %2 s</source>
        <comment>time of day</comment>
        <translation>%1 · Antwort nach %2 s</translation>
    </message>
    <message>
        <source>%1 · interrupted</source>
        <comment>time of day</comment>
        <translation>%1 · unterbrochen</translation>
    </message>
</context>
<context>
    <name>TrustDialog</name>
    <message>
        <source>Trust this certificate?</source>
        <translation>Diesem Zertifikat vertrauen?</translation>
    </message>
    <message>
        <source>Fingerprint (SHA-256)</source>
        <translation>Fingerabdruck (SHA-256)</translation>
    </message>
    <message>
        <source>Ask the server’s operator for the certificate’s fingerprint through another channel. Trust it only if all 16 groups match.</source>
        <translation>Lassen Sie sich den Fingerabdruck des Zertifikats vom Betreiber des Servers auf einem anderen Weg geben. Vertrauen Sie dem Zertifikat nur, wenn alle 16 Gruppen übereinstimmen.</translation>
    </message>
</context>
<context>
    <name>holdline::Doctor</name>
    <message>
        <source>ok</source>
        <translation>ok</translation>
    </message>
    <message>
        <source>warn</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>FAIL</source>
        <translation>FEHLER</translation>
    </message>
    <message>
        <source>No problems found.</source>
        <translation>Keine Probleme gefunden.</translation>
    </message>
    <message>
        <source>Failed: %1. Warnings: %2.</source>
        <translation>Fehlgeschlagen: %1. Warnungen: %2.</translation>
    </message>
</context>
<context>
    <name>holdline::KeychainCheck</name>
    <message>
        <source>no answer</source>
        <translation>keine Antwort</translation>
    </message>
    <message>
        <source>Unlock it, or log in again.</source>
        <translation>Entsperren Sie ihn, oder melden Sie sich neu an.</translation>
    </message>
    <message>
        <source>this version of Holdline was built without keyring support</source>
        <translation>diese Version von Holdline kann keinen Schlüsselbund benutzen</translation>
    </message>
    <message>
        <source>Conversations and access tokens of other servers are lost when you quit.</source>
        <translation>Gespräche und Zugangs-Tokens anderer Server gehen beim Beenden verloren.</translation>
    </message>
    <message>
        <source>can’t store anything</source>
        <translation>kann nichts speichern</translation>
    </message>
    <message>
        <source>Unlock it, or start one such as GNOME Keyring or KWallet. Until then, conversations and access tokens of other servers are lost when you quit.</source>
        <translation>Entsperren Sie ihn, oder starten Sie einen wie GNOME Keyring oder KWallet. Bis dahin gehen Gespräche und Zugangs-Tokens anderer Server beim Beenden verloren.</translation>
    </message>
    <message>
        <source>works</source>
        <translation>funktioniert</translation>
    </message>
    <message>
        <source>doesn’t return what was stored</source>
        <translation>gibt nicht zurück, was gespeichert wurde</translation>
    </message>
    <message>
        <source>Check its settings. Until then, conversations and access tokens of other servers are lost when you quit.</source>
        <translation>Prüfen Sie seine Einstellungen. Bis dahin gehen Gespräche und Zugangs-Tokens anderer Server beim Beenden verloren.</translation>
    </message>
    <message>
        <source>Keyring</source>
        <translation>Schlüsselbund</translation>
    </message>
</context>
<context>
    <name>holdline::Main</name>
    <message>
        <source>Holdline is already running but doesn’t answer. Quit it first, or use --new-instance.</source>
        <translation>Holdline läuft schon, antwortet aber nicht. Beenden Sie es zuerst, oder verwenden Sie --new-instance.</translation>
    </message>
</context>
<context>
    <name>holdline::NetworkCheck</name>
    <message>
        <source>Network</source>
        <translation>Netz</translation>
    </message>
    <message>
        <source>no network</source>
        <translation>kein Netz</translation>
    </message>
    <message>
        <source>Plug in the cable or turn on Wi-Fi.</source>
        <translation>Stecken Sie das Kabel ein, oder schalten Sie das WLAN ein.</translation>
    </message>
    <message>
        <source>The server on this computer doesn’t need one.</source>
        <translation>Der Server auf diesem Computer braucht keins.</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>Änderungen</translation>
    </message>
    <message>
        <source>reported by the system (%1)</source>
        <translation>meldet das System (%1)</translation>
    </message>
    <message>
        <source>not reported by the system; Holdline checks by itself</source>
        <translation>meldet das System nicht; Holdline prüft selbst</translation>
    </message>
</context>
<context>
    <name>holdline::Options</name>
    <message>
        <source>Connect to this server: host, host:port or ws(s)://…</source>
        <translation>Mit diesem Server verbinden: Name, Name:Port oder ws(s)://…</translation>
    </message>
    <message>
        <source>Unexpected argument “%1”.</source>
        <translation>Unerwartetes Argument „%1“.</translation>
    </message>
    <message>
        <source>Can’t read the token file %1: %2.</source>
        <translation>Die Token-Datei %1 lässt sich nicht lesen: %2.</translation>
    </message>
    <message>
        <source>The token file %1 contains no usable token.</source>
        <translation>Die Token-Datei %1 enthält kein brauchbares Token.</translation>
    </message>
    <message>
        <source>--protocol must be auto, plain or v1, not “%1”.</source>
        <translation>--protocol muss auto, plain oder v1 sein, nicht „%1“.</translation>
    </message>
    <message>
        <source>--codec must be auto, opus or pcm, not “%1”.</source>
        <translation>--codec muss auto, opus oder pcm sein, nicht „%1“.</translation>
    </message>
    <message>
        <source>“%1” isn’t a valid server address.</source>
        <translation>„%1“ ist keine gültige Serveradresse.</translation>
    </message>
    <message>
        <source>--token-file requires --server.</source>
        <translation>--token-file verlangt --server.</translation>
    </message>
    <message>
        <source>Talk with an assistant over a network that may fail. Without --server, the assistant runs on this computer.</source>
        <translation>Mit einer Assistentin sprechen, auch wenn das Netz ausfällt. Ohne --server läuft sie auf diesem Computer.</translation>
    </message>
    <message>
        <source>Read the access token from this file and store it in the system keyring.</source>
        <translation>Das Zugangs-Token aus dieser Datei lesen und im Schlüsselbund des Systems speichern.</translation>
    </message>
    <message>
        <source>How to reconnect: standard, persistent, always-on, or a list such as initial=1s,factor=2,max=30s,attempts=10,jitter=0ms.</source>
        <translation>Wie neu verbunden wird: standard, persistent, always-on oder eine Liste wie initial=1s,factor=2,max=30s,attempts=10,jitter=0ms.</translation>
    </message>
    <message>
        <source>Protocol to use: auto, plain or v1.</source>
        <translation>Das Protokoll: auto, plain oder v1.</translation>
    </message>
    <message>
        <source>Codec for the microphone: opus, pcm, or auto (Opus for other computers, PCM for this one).</source>
        <translation>Codec für das Mikrofon: opus, pcm oder auto (Opus für andere Computer, PCM für diesen).</translation>
    </message>
    <message>
        <source>Check sound, server, keyring and network, print what to do, and exit: with status 1 if something failed.</source>
        <translation>Ton, Server, Schlüsselbund und Netz prüfen, ausgeben, was zu tun ist, und enden: mit Status 1, wenn etwas fehlschlug.</translation>
    </message>
    <message>
        <source>Allow unencrypted connections (ws://): others on the network can listen in.</source>
        <translation>Unverschlüsselte Verbindungen (ws://) erlauben: Andere im Netz können mithören.</translation>
    </message>
    <message>
        <source>Start another Holdline instead of showing the window of the one that runs.</source>
        <translation>Ein weiteres Holdline starten, statt das Fenster des laufenden zu zeigen.</translation>
    </message>
</context>
<context>
    <name>holdline::ServerCheck</name>
    <message>
        <source>TCP</source>
        <translation>TCP</translation>
    </message>
    <message>
        <source>answered within %1 ms</source>
        <translation>antwortete in %1 ms</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>Mithören</translation>
    </message>
    <message>
        <source>the connection to %1 isn’t encrypted</source>
        <translation>die Verbindung zu %1 ist nicht verschlüsselt</translation>
    </message>
    <message>
        <source>Others on the network can listen in. Use a wss:// address.</source>
        <translation>Andere im Netz können mithören. Nehmen Sie eine Adresse mit wss://.</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>the server on this computer started in %1 ms</source>
        <translation>der Server auf diesem Computer startete in %1 ms</translation>
    </message>
    <message>
        <source>the server on this computer doesn’t start: %1</source>
        <translation>der Server auf diesem Computer startet nicht: %1</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>no server named %1 was found</source>
        <translation>kein Server namens %1 gefunden</translation>
    </message>
    <message>
        <source>%1 is %2</source>
        <translation>%1 ist %2</translation>
    </message>
    <message>
        <source>WebSocket</source>
        <translation>WebSocket</translation>
    </message>
    <message>
        <source>opened within %1 ms</source>
        <translation>öffnete sich in %1 ms</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>plain RealtimeVoiceChat</source>
        <translation>einfaches RealtimeVoiceChat</translation>
    </message>
    <message>
        <source>With this server, what you say while offline is lost.</source>
        <translation>Bei diesem Server geht verloren, was Sie ohne Verbindung sagen.</translation>
    </message>
    <message>
        <source>Round trip</source>
        <translation>Umlaufzeit</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>TLS</source>
        <translation>TLS</translation>
    </message>
    <message>
        <source>%1, issued by %2, valid until %3</source>
        <translation>%1, ausgestellt von %2, gültig bis %3</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>Zertifikat</translation>
    </message>
    <message>
        <source>Ask the server’s operator for a new one.</source>
        <translation>Bitten Sie den Betreiber des Servers um ein neues.</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
</context>
<context>
    <name>holdline::SettingsCheck</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>can’t write to %1</source>
        <translation>%1 ist nicht beschreibbar</translation>
    </message>
    <message>
        <source>Make the file and its folder writable. Until then, your settings are lost when you quit.</source>
        <translation>Machen Sie die Datei und ihren Ordner beschreibbar. Bis dahin gehen Ihre Einstellungen beim Beenden verloren.</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>Gespräche</translation>
    </message>
    <message>
        <source>can’t write to the folder %1</source>
        <translation>der Ordner %1 ist nicht beschreibbar</translation>
    </message>
    <message>
        <source>Make it writable, or the server on this computer can’t start.</source>
        <translation>Machen Sie ihn beschreibbar, sonst kann der Server auf diesem Computer nicht starten.</translation>
    </message>
</context>
<context>
    <name>holdline::SoundCheck</name>
    <message>
        <source>Microphone</source>
        <translation>Mikrofon</translation>
    </message>
    <message>
        <source>none found</source>
        <translation>nicht gefunden</translation>
    </message>
    <message>
        <source>Plug one in and check that your sound settings show it.</source>
        <translation>Schließen Sie eins an und prüfen Sie, ob es in den Toneinstellungen erscheint.</translation>
    </message>
    <message>
        <source>no sound from %1</source>
        <translation>kein Ton von %1</translation>
    </message>
    <message>
        <source>Choose another one in the Audio menu, or allow Holdline to use it.</source>
        <translation>Wählen Sie ein anderes im Menü Ton, oder erlauben Sie Holdline, es zu benutzen.</translation>
    </message>
    <message>
        <source>only silence from %1</source>
        <translation>nur Stille von %1</translation>
    </message>
    <message>
        <source>Check whether it is muted in your sound settings or by a switch on the device.</source>
        <translation>Prüfen Sie, ob es in den Toneinstellungen oder durch einen Schalter am Gerät stummgeschaltet ist.</translation>
    </message>
    <message>
        <source>%1 works</source>
        <translation>%1 funktioniert</translation>
    </message>
    <message>
        <source>Loudspeaker</source>
        <translation>Lautsprecher</translation>
    </message>
    <message>
        <source>%1 doesn’t play</source>
        <translation>%1 spielt nichts ab</translation>
    </message>
    <message>
        <source>Choose another one in the Audio menu, or restart your sound server.</source>
        <translation>Wählen Sie ein anderes Gerät im Menü Ton, oder starten Sie den Sound-Server neu.</translation>
    </message>
</context>
<context>
    <name>holdline::VersionCheck</name>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
</context>
<context>
    <name>holdline::client::ConversationController</name>
    <message>
        <source>The server no longer remembers what was said before</source>
        <translation>Der Server erinnert sich nicht mehr an das, was davor gesagt wurde</translation>
    </message>
</context>
<context>
    <name>holdline::client::HistoryWriter</name>
    <message>
        <source>Messages: %1</source>
        <translation>Nachrichten: %1</translation>
    </message>
    <message>
        <source>Continued from %1, %2</source>
        <comment>day of the week or date, time</comment>
        <translation>Fortsetzung von %1, %2</translation>
    </message>
    <message>
        <source>Started: %1</source>
        <comment>date and time</comment>
        <translation>Begonnen: %1</translation>
    </message>
    <message>
        <source>Started: %1 (%2 ago)</source>
        <comment>date and time, a duration</comment>
        <translation>Begonnen: %1 (vor %2)</translation>
    </message>
</context>
<context>
    <name>holdline::client::PlainExchange</name>
    <message>
        <source>The server sent too much speech at once: the rest is not spoken</source>
        <translation>Der Server hat zu viel Sprache auf einmal gesendet: Der Rest wird nicht gesprochen</translation>
    </message>
</context>
<context>
    <name>holdline::client::Seam</name>
    <message>
        <source>%1 of speech discarded</source>
        <translation>%1 Gesprochenes verworfen</translation>
    </message>
    <message>
        <source>%1 of speech kept</source>
        <translation>%1 Gesprochenes aufgehoben</translation>
    </message>
    <message>
        <source>%1 of speech kept and sent</source>
        <translation>%1 Gesprochenes aufgehoben und gesendet</translation>
    </message>
    <message>
        <source>%1 of speech not sent</source>
        <translation>%1 Gesprochenes nicht gesendet</translation>
    </message>
    <message>
        <source>some words may be missing</source>
        <translation>einige Wörter fehlen vielleicht</translation>
    </message>
    <message>
        <source>the rest of the answer is lost</source>
        <translation>der Rest der Antwort ist verloren</translation>
    </message>
    <message>
        <source>answer resumed</source>
        <translation>Antwort fortgesetzt</translation>
    </message>
    <message>
        <source>Holdline was closed for %1</source>
        <translation>Holdline war %1 geschlossen</translation>
    </message>
    <message>
        <source>Offline since %1</source>
        <translation>Ohne Verbindung seit %1</translation>
    </message>
    <message>
        <source>Offline from %1 to %2</source>
        <translation>Ohne Verbindung von %1 bis %2</translation>
    </message>
    <message>
        <source>Cause: %1</source>
        <translation>Ursache: %1</translation>
    </message>
    <message>
        <source>Speech held: %1</source>
        <translation>Gesprochenes aufgehoben: %1</translation>
    </message>
    <message>
        <source>Speech lost: %1</source>
        <translation>Gesprochenes verloren: %1</translation>
    </message>
    <message>
        <source>Answer continued at %1</source>
        <translation>Antwort fortgesetzt bei %1</translation>
    </message>
    <message>
        <source>%1 s</source>
        <comment>seconds</comment>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <comment>minutes</comment>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>%1 of speech lost: limit of %2 s reached</source>
        <translation>%1 Gesprochenes verloren: Grenze von %2 s erreicht</translation>
    </message>
    <message>
        <source>Offline for %1</source>
        <translation>%1 ohne Verbindung</translation>
    </message>
    <message>
        <source>the earlier conversation couldn’t be restored, so a new one started</source>
        <translation>das frühere Gespräch ließ sich nicht wiederherstellen, daher begann ein neues</translation>
    </message>
    <message>
        <source>This server can’t continue where the connection was lost</source>
        <translation>Dieser Server kann nicht fortsetzen, wo die Verbindung abbrach</translation>
    </message>
    <message>
        <source>Messages held: %1</source>
        <translation>Gehaltene Nachrichten: %1</translation>
    </message>
    <message>
        <source>Messages resent: %1</source>
        <translation>Erneut gesendete Nachrichten: %1</translation>
    </message>
</context>
<context>
    <name>holdline::client::ServiceWords</name>
    <message>
        <source>The recognition service failed: %1. The built-in recogniser listens until it works again.</source>
        <translation>Der Dienst für die Spracherkennung ist ausgefallen: %1. Die eingebaute Erkennung hört zu, bis er wieder funktioniert.</translation>
    </message>
    <message>
        <source>Recognition failed: %1</source>
        <translation>Erkennung ausgefallen: %1</translation>
    </message>
    <message>
        <source>Voice failed: %1</source>
        <translation>Stimme ausgefallen: %1</translation>
    </message>
    <message>
        <source>Language model failed: %1</source>
        <translation>Sprachmodell ausgefallen: %1</translation>
    </message>
    <message>
        <source>The recognition service works again.</source>
        <translation>Der Dienst für die Spracherkennung funktioniert wieder.</translation>
    </message>
    <message>
        <source>The voice service works again.</source>
        <translation>Der Dienst für die Stimme funktioniert wieder.</translation>
    </message>
    <message>
        <source>The language model works again.</source>
        <translation>Das Sprachmodell funktioniert wieder.</translation>
    </message>
    <message>
        <source>The voice service failed: %1. The built-in voice speaks until it works again.</source>
        <translation>Der Dienst für die Stimme ist ausgefallen: %1. Die eingebaute Stimme spricht, bis er wieder funktioniert.</translation>
    </message>
    <message>
        <source>The language model failed: %1. The built-in assistant answers until it works again.</source>
        <translation>Das Sprachmodell ist ausgefallen: %1. Die eingebaute Assistentin antwortet, bis es wieder funktioniert.</translation>
    </message>
    <message>
        <source>The built-in recogniser understands only English. In another language, please type, or choose a different recognition in the settings.</source>
        <translation>Die eingebaute Spracherkennung versteht nur Englisch. In anderen Sprachen können Sie tippen oder in den Einstellungen eine andere Spracherkennung wählen.</translation>
    </message>
    <message>
        <source>No built-in voice speaks this language, so the English voice reads the answers.</source>
        <translation>Keine eingebaute Stimme spricht diese Sprache. Deshalb liest die englische Stimme die Antworten vor.</translation>
    </message>
    <message>
        <source>it can’t be reached</source>
        <translation>nicht erreichbar</translation>
    </message>
    <message>
        <source>it doesn’t accept the key</source>
        <translation>der Schlüssel wird nicht angenommen</translation>
    </message>
    <message>
        <source>it doesn’t know the model</source>
        <translation>das Modell ist dort unbekannt</translation>
    </message>
    <message>
        <source>it is too busy</source>
        <translation>überlastet</translation>
    </message>
    <message>
        <source>it doesn’t accept the request</source>
        <translation>die Anfrage wird nicht angenommen</translation>
    </message>
    <message>
        <source>it has a problem of its own</source>
        <translation>dort ist ein Fehler aufgetreten</translation>
    </message>
    <message>
        <source>it took too long</source>
        <translation>die Antwort hat zu lange gedauert</translation>
    </message>
    <message>
        <source>it stopped in the middle</source>
        <translation>die Antwort brach ab</translation>
    </message>
    <message>
        <source>its answer makes no sense</source>
        <translation>die Antwort ist unverständlich</translation>
    </message>
</context>
<context>
    <name>holdline::client::TranscriptModel</name>
    <message>
        <source>You: %1</source>
        <translation>Sie: %1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>assistant&apos;s name: what it said</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>You, not sent yet: %1</source>
        <translation>Sie, noch nicht gesendet: %1</translation>
    </message>
    <message>
        <source>You, still speaking: %1</source>
        <translation>Sie, noch am Sprechen: %1</translation>
    </message>
    <message>
        <source>Answer, interrupted: %1</source>
        <translation>Antwort, unterbrochen: %1</translation>
    </message>
    <message>
        <source>Answer, not finished: %1</source>
        <translation>Antwort, noch nicht fertig: %1</translation>
    </message>
    <message>
        <source>Answer: %1</source>
        <translation>Antwort: %1</translation>
    </message>
    <message>
        <source>Earlier messages are no longer shown</source>
        <translation>Frühere Nachrichten werden nicht mehr angezeigt</translation>
    </message>
    <message>
        <source>%1 of speech held</source>
        <translation>%1 Gesprochenes gehalten</translation>
    </message>
</context>
<context>
    <name>holdline::client::TranscriptWriter</name>
    <message>
        <source>Connection lost · some words may be missing</source>
        <translation>Verbindung verloren · einige Wörter fehlen vielleicht</translation>
    </message>
    <message>
        <source>%1 of speech not sent</source>
        <translation>%1 Gesprochenes nicht gesendet</translation>
    </message>
    <message>
        <source>Session restored</source>
        <translation>Sitzung wiederhergestellt</translation>
    </message>
    <message>
        <source>Session restored · 1 message</source>
        <translation>Sitzung wiederhergestellt · 1 Nachricht</translation>
    </message>
    <message numerus="yes">
        <source>Session restored · %n messages</source>
        <translation>
            <numerusform>Sitzung wiederhergestellt · %n Nachricht</numerusform>
            <numerusform>Sitzung wiederhergestellt · %n Nachrichten</numerusform>
        </translation>
    </message>
    <message>
        <source>The earlier conversation couldn’t be restored, so a new one started.</source>
        <translation>Das frühere Gespräch ließ sich nicht wiederherstellen, daher begann ein neues.</translation>
    </message>
</context>
<context>
    <name>holdline::widgets::Announcements</name>
    <message>
        <source>Microphone on.</source>
        <translation>Mikrofon an.</translation>
    </message>
    <message>
        <source>Microphone off.</source>
        <translation>Mikrofon aus.</translation>
    </message>
    <message>
        <source>Keep talking: your words are kept and sent when you are back online.</source>
        <translation>Sprechen Sie weiter: Ihre Worte werden aufbewahrt und gesendet, sobald Sie wieder online sind.</translation>
    </message>
    <message>
        <source>No more speech can be held. What you say now is lost.</source>
        <translation>Mehr kann nicht aufbewahrt werden. Was Sie jetzt sagen, geht verloren.</translation>
    </message>
    <message>
        <source>You are offline. Your speech is not being recorded.</source>
        <translation>Sie sind offline. Ihre Sprache wird nicht aufgenommen.</translation>
    </message>
</context>
<context>
    <name>holdline::widgets::BackoffEditor</name>
    <message>
        <source>The longest wait is shorter than the first.</source>
        <translation>Die längste Wartezeit ist kürzer als die erste.</translation>
    </message>
    <message>
        <source>Waits %1 s.</source>
        <translation>Wartet %1 s.</translation>
    </message>
    <message>
        <source>Never gives up.</source>
        <translation>Gibt nie auf.</translation>
    </message>
    <message>
        <source>Gives up after one try.</source>
        <translation>Gibt nach einem Versuch auf.</translation>
    </message>
    <message numerus="yes">
        <source>Gives up after %n tries.</source>
        <translation>
            <numerusform>Gibt nach %n Versuch auf.</numerusform>
            <numerusform>Gibt nach %n Versuchen auf.</numerusform>
        </translation>
    </message>
    <message>
        <source>Waits %1 s, plus a random delay of up to %2 s.</source>
        <translation>Wartet %1 s, dazu bis zu %2 s zufällige Verzögerung.</translation>
    </message>
</context>
<context>
    <name>holdline::widgets::CallTimer</name>
    <message>
        <source>How long this conversation has lasted</source>
        <translation>Wie lange dieses Gespräch schon dauert</translation>
    </message>
    <message>
        <source>Conversation time</source>
        <translation>Gesprächsdauer</translation>
    </message>
</context>
<context>
    <name>holdline::widgets::ConnectionPage</name>
    <message>
        <source>This isn’t a valid server address.</source>
        <translation>Das ist keine gültige Serveradresse.</translation>
    </message>
    <message>
        <source>This address isn’t encrypted. Start it with wss://, or allow unencrypted connections below.</source>
        <translation>Diese Adresse ist nicht verschlüsselt. Beginnen Sie sie mit wss://, oder erlauben Sie unten unverschlüsselte Verbindungen.</translation>
    </message>
    <message>
        <source>An access token can’t contain spaces or accented letters.</source>
        <translation>Ein Zugangs-Token darf keine Leerzeichen und keine Umlaute enthalten.</translation>
    </message>
    <message>
        <source>Stored in your system keyring.</source>
        <translation>Wird im Schlüsselbund des Systems gespeichert.</translation>
    </message>
    <message>
        <source>Kept only until you quit: no keyring is available.</source>
        <translation>Gilt nur bis zum Beenden: Es gibt keinen Schlüsselbund.</translation>
    </message>
    <message>
        <source>Only these certificates are accepted.</source>
        <translation>Nur diese Zertifikate werden akzeptiert.</translation>
    </message>
    <message>
        <source>None. Holdline asks before it trusts an unknown certificate.</source>
        <translation>Keine. Holdline fragt, bevor es einem unbekannten Zertifikat vertraut.</translation>
    </message>
    <message>
        <source>Enter the server’s address.</source>
        <translation>Geben Sie die Adresse des Servers ein.</translation>
    </message>
</context>
<context>
    <name>holdline::widgets::ConnectionStatusWidget</name>
    <message>
        <source>Connection: %1</source>
        <translation>Verbindung: %1</translation>
    </message>
    <message>
        <source>%1
(%2)</source>
        <translation>%1
(%2)</translation>
    </message>
</context>
<context>
    <name>holdline::widgets::ConnectionWords</name>
    <message>
        <source>%1…</source>
        <comment>a state that goes on</comment>
        <translation>%1 …</translation>
    </message>
    <message>
        <source>%1 %2/%3</source>
        <translation>%1 %2/%3</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1 · %2 ms</source>
        <translation>%1 · %2 ms</translation>
    </message>
    <message>
        <source>You stopped the connection.</source>
        <translation>Sie haben die Verbindung angehalten.</translation>
    </message>
    <message>
        <source>No connection to %1: %2.</source>
        <translation>Keine Verbindung: %1 – %2.</translation>
    </message>
    <message>
        <source>Connecting to %1.</source>
        <translation>Es wird verbunden: %1.</translation>
    </message>
    <message>
        <source>Not connected.</source>
        <translation>Nicht verbunden.</translation>
    </message>
    <message>
        <source>Not connected: %1.</source>
        <translation>Nicht verbunden: %1.</translation>
    </message>
    <message>
        <source>The connection was lost. Attempt %1 of %2.</source>
        <translation>Die Verbindung ging verloren. Versuch %1 von %2.</translation>
    </message>
    <message>
        <source>The connection was lost. Trying again.</source>
        <translation>Die Verbindung ging verloren. Es wird wieder versucht.</translation>
    </message>
    <message>
        <source>the assistant on this computer</source>
        <translation>die Assistentin auf diesem Computer</translation>
    </message>
    <message>
        <source>connection refused</source>
        <translation>Verbindung abgelehnt</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>keine Antwort</translation>
    </message>
    <message>
        <source>no network</source>
        <translation>kein Netz</translation>
    </message>
    <message>
        <source>access denied</source>
        <translation>Zugang verweigert</translation>
    </message>
    <message>
        <source>no voice service at this address</source>
        <translation>kein Sprachdienst unter dieser Adresse</translation>
    </message>
    <message>
        <source>the server has a problem</source>
        <translation>der Server hat ein Problem</translation>
    </message>
    <message>
        <source>the server is busy</source>
        <translation>der Server ist ausgelastet</translation>
    </message>
    <message>
        <source>no secure connection</source>
        <translation>keine sichere Verbindung</translation>
    </message>
    <message>
        <source>the server ended the connection twice</source>
        <translation>der Server hat die Verbindung zweimal beendet</translation>
    </message>
    <message>
        <source>Check that the server is running and that the port is right.</source>
        <translation>Prüfen Sie, ob der Server läuft und der Port stimmt.</translation>
    </message>
    <message>
        <source>Check your network and try again.</source>
        <translation>Prüfen Sie Ihr Netz und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Check the path at the end of the address.</source>
        <translation>Prüfen Sie den Pfad am Ende der Adresse.</translation>
    </message>
    <message>
        <source>Start Holdline without --protocol v1, or use another server.</source>
        <translation>Starten Sie Holdline ohne --protocol v1, oder nehmen Sie einen anderen Server.</translation>
    </message>
    <message>
        <source>Try again in a minute.</source>
        <translation>Versuchen Sie es in einer Minute noch einmal.</translation>
    </message>
    <message>
        <source>Start a new conversation, or update Holdline.</source>
        <translation>Beginnen Sie ein neues Gespräch oder aktualisieren Sie Holdline.</translation>
    </message>
    <message>
        <source>%1 · &lt; 1 ms</source>
        <translation>%1 · &lt; 1 ms</translation>
    </message>
    <message>
        <source>Use an address that begins with wss://, or allow it in the settings.</source>
        <translation>Nehmen Sie eine Adresse, die mit wss:// beginnt, oder erlauben Sie es in den Einstellungen.</translation>
    </message>
    <message>
        <source>a message was too large</source>
        <translation>eine Nachricht war zu groß</translation>
    </message>
    <message>
        <source>Say less at a time, or start a new conversation.</source>
        <translation>Sagen Sie weniger auf einmal, oder beginnen Sie ein neues Gespräch.</translation>
    </message>
    <message>
        <source>Not encrypted: others on the network can listen in.</source>
        <translation>Nicht verschlüsselt: Andere im Netz können mithören.</translation>
    </message>
    <message>
        <source>The server is restarting. Holdline will reconnect by itself.</source>
        <translation>Der Server startet neu. Holdline verbindet sich von selbst wieder.</translation>
    </message>
    <message>
        <source>Connected again. The conversation continues where it stopped.</source>
        <translation>Wieder verbunden. Das Gespräch geht weiter, wo es war.</translation>
    </message>
    <message>
        <source>Connected to %1. The microphone is on.</source>
        <translation>Verbunden mit %1. Das Mikrofon ist an.</translation>
    </message>
    <message>
        <source>Connected to %1. The microphone is off.</source>
        <translation>Verbunden mit %1. Das Mikrofon ist aus.</translation>
    </message>
    <message>
        <source>no server with this name was found</source>
        <translation>kein Server mit diesem Namen gefunden</translation>
    </message>
    <message>
        <source>the server is restarting</source>
        <translation>der Server startet neu</translation>
    </message>
    <message>
        <source>this server can’t resume conversations</source>
        <translation>dieser Server kann Gespräche nicht fortsetzen</translation>
    </message>
    <message>
        <source>the server at this address isn’t a voice server</source>
        <translation>der Server an dieser Adresse ist kein Sprachserver</translation>
    </message>
    <message>
        <source>others on the network could listen in</source>
        <translation>andere im Netz könnten mithören</translation>
    </message>
    <message>
        <source>its certificate isn’t trusted</source>
        <translation>seinem Zertifikat wird nicht vertraut</translation>
    </message>
    <message>
        <source>its certificate has expired or was issued for another name</source>
        <translation>sein Zertifikat ist abgelaufen oder für einen anderen Namen ausgestellt</translation>
    </message>
    <message>
        <source>its certificate isn’t the one you trusted</source>
        <translation>sein Zertifikat ist nicht das, dem Sie vertraut haben</translation>
    </message>
    <message>
        <source>the server sent something Holdline doesn’t understand</source>
        <translation>der Server hat etwas gesendet, was Holdline nicht versteht</translation>
    </message>
    <message>
        <source>the conversation is open in another window</source>
        <translation>das Gespräch ist in einem anderen Fenster offen</translation>
    </message>
    <message>
        <source>the assistant on this computer didn’t start</source>
        <translation>die Assistentin auf diesem Computer ist nicht gestartet</translation>
    </message>
    <message>
        <source>Check the spelling of the address.</source>
        <translation>Prüfen Sie die Schreibweise der Adresse.</translation>
    </message>
    <message>
        <source>Check your network, or try again later.</source>
        <translation>Prüfen Sie Ihr Netz, oder versuchen Sie es später noch einmal.</translation>
    </message>
    <message>
        <source>Holdline reconnects as soon as the network is back.</source>
        <translation>Holdline verbindet sich wieder, sobald das Netz zurück ist.</translation>
    </message>
    <message>
        <source>Ask the server’s operator for an access token and enter it in the settings.</source>
        <translation>Bitten Sie den Betreiber des Servers um ein Zugangs-Token, und tragen Sie es in den Einstellungen ein.</translation>
    </message>
    <message>
        <source>Check the server’s address and port.</source>
        <translation>Prüfen Sie Adresse und Port des Servers.</translation>
    </message>
    <message>
        <source>Try again later, or tell the server’s operator.</source>
        <translation>Versuchen Sie es später noch einmal, oder sagen Sie es dem Betreiber des Servers.</translation>
    </message>
    <message>
        <source>Compare its fingerprint with the one the server’s operator gives you, then trust it.</source>
        <translation>Vergleichen Sie seinen Fingerabdruck mit dem, den der Betreiber des Servers Ihnen nennt, und vertrauen Sie ihm dann.</translation>
    </message>
    <message>
        <source>Check this computer’s date and the address, or trust this one certificate.</source>
        <translation>Prüfen Sie das Datum dieses Computers und die Adresse, oder vertrauen Sie diesem einen Zertifikat.</translation>
    </message>
    <message>
        <source>Someone may be intercepting the connection. Ask the server’s operator; if the certificate really is new, remove the old one in the settings.</source>
        <translation>Vielleicht hört jemand die Verbindung ab. Fragen Sie den Betreiber des Servers; ist das Zertifikat wirklich neu, entfernen Sie das alte in den Einstellungen.</translation>
    </message>
    <message>
        <source>Check this computer’s date and the server’s certificate.</source>
        <translation>Prüfen Sie das Datum dieses Computers und das Zertifikat des Servers.</translation>
    </message>
    <message>
        <source>Tell the server’s operator, or update Holdline.</source>
        <translation>Sagen Sie es dem Betreiber des Servers, oder aktualisieren Sie Holdline.</translation>
    </message>
    <message>
        <source>Try again to continue it in this window.</source>
        <translation>Versuchen Sie es noch einmal, um es in diesem Fenster fortzusetzen.</translation>
    </message>
    <message>
        <source>Try again. If that doesn’t help, run “holdline --doctor” in a terminal to find out what is wrong.</source>
        <translation>Versuchen Sie es noch einmal. Wenn das nicht hilft, zeigt „holdline --doctor“ in einem Terminal, woran es liegt.</translation>
    </message>
    <message>
        <source>No connection yet. Trying again.</source>
        <translation>Noch keine Verbindung. Neuer Versuch.</translation>
    </message>
    <message>
        <source>the connection was lost</source>
        <translation>die Verbindung ist abgebrochen</translation>
    </message>
    <message>
        <source>its folder can’t be written to</source>
        <translation>in seinen Ordner kann nicht geschrieben werden</translation>
    </message>
    <message>
        <source>Make the folder writable for you, or free some space. Then try again.</source>
        <translation>Machen Sie den Ordner für sich beschreibbar oder schaffen Sie Platz, und versuchen Sie es dann noch einmal.</translation>
    </message>
</context>
<context>
    <name>holdline::widgets::DeviceMenu</name>
    <message>
        <source>System default</source>
        <translation>Vorgabe des Systems</translation>
    </message>
    <message>
        <source>%1 (not connected)</source>
        <translation>%1 (nicht angeschlossen)</translation>
    </message>
    <message>
        <source>None found</source>
        <translation>Keines gefunden</translation>
    </message>
</context>
<context>
    <name>holdline::widgets::DiagnosticWords</name>
    <message>
        <source>States</source>
        <translation>Zustände</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>Verbindungsaufbau</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>Sitzungen</translation>
    </message>
    <message>
        <source>Held speech</source>
        <translation>Zurückgehaltenes</translation>
    </message>
    <message>
        <source>Connecting to %1</source>
        <translation>Verbinde mit %1</translation>
    </message>
    <message>
        <source>Connection lost</source>
        <translation>Verbindung verloren</translation>
    </message>
    <message>
        <source>No connection</source>
        <translation>Keine Verbindung</translation>
    </message>
    <message>
        <source>%1 · next try in %2 s</source>
        <comment>seconds</comment>
        <translation>%1 · nächster Versuch in %2 s</translation>
    </message>
    <message>
        <source>Microphone closed</source>
        <translation>Mikrofon geschlossen</translation>
    </message>
    <message>
        <source>Loudspeaker closed</source>
        <translation>Lautsprecher geschlossen</translation>
    </message>
    <message>
        <source>Microphone: %1</source>
        <translation>Mikrofon: %1</translation>
    </message>
    <message>
        <source>Loudspeaker: %1</source>
        <translation>Lautsprecher: %1</translation>
    </message>
    <message>
        <source>No microphone</source>
        <translation>Kein Mikrofon</translation>
    </message>
    <message>
        <source>No loudspeaker</source>
        <translation>Kein Lautsprecher</translation>
    </message>
    <message>
        <source>Disconnections</source>
        <translation>Abbrüche</translation>
    </message>
    <message>
        <source>Audio</source>
        <translation>Ton</translation>
    </message>
    <message>
        <source>Connected; unsent speech is kept</source>
        <translation>Verbunden; nicht gesendete Sprache wird gehalten</translation>
    </message>
    <message>
        <source>Connected; unsent speech is lost</source>
        <translation>Verbunden; nicht gesendete Sprache geht verloren</translation>
    </message>
    <message>
        <source>%1 · gave up</source>
        <translation>%1 · aufgegeben</translation>
    </message>
    <message>
        <source>Session %1 started</source>
        <translation>Sitzung %1 begonnen</translation>
    </message>
    <message>
        <source>Session %1 replaced one that had expired</source>
        <translation>Sitzung %1 ersetzt eine abgelaufene</translation>
    </message>
    <message>
        <source>Session %1 resumed</source>
        <translation>Sitzung %1 fortgesetzt</translation>
    </message>
    <message>
        <source>Session %1 reloaded</source>
        <translation>Sitzung %1 neu geladen</translation>
    </message>
    <message>
        <source>%1 · messages resent: %2</source>
        <translation>%1 · erneut gesendete Nachrichten: %2</translation>
    </message>
    <message>
        <source>Holding your speech</source>
        <translation>Ihre Sprache wird gehalten</translation>
    </message>
    <message>
        <source>Stopped holding speech; up to %1 s was held</source>
        <comment>seconds</comment>
        <translation>Nichts mehr gehalten; es waren bis zu %1 s</translation>
    </message>
    <message>
        <source>No sound from the microphone</source>
        <translation>Kein Ton vom Mikrofon</translation>
    </message>
    <message>
        <source>No sound from the loudspeaker</source>
        <translation>Kein Ton vom Lautsprecher</translation>
    </message>
    <message>
        <source>Gap in an answer</source>
        <translation>Lücke in einer Antwort</translation>
    </message>
</context>
<context>
    <name>holdline::widgets::DiagnosticsPanel</name>
    <message>
        <source>%1 s</source>
        <comment>seconds</comment>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <comment>milliseconds</comment>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>All events</source>
        <translation>Alle Ereignisse</translation>
    </message>
    <message>
        <source>Export diagnostics</source>
        <translation>Diagnose exportieren</translation>
    </message>
    <message>
        <source>Text (*.txt)</source>
        <translation>Text (*.txt)</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>Not saved: %1</source>
        <translation>Nicht gesichert: %1</translation>
    </message>
    <message>
        <source>Saved, without conversation text or tokens.</source>
        <translation>Gespeichert, ohne Gesprächstext und Zugangs-Tokens.</translation>
    </message>
</context>
<context>
    <name>holdline::widgets::EnginePage</name>
    <message>
        <source>You are using another server, which decides for itself. This choice is for the server on this computer.</source>
        <translation>Sie verwenden einen anderen Server, der selbst entscheidet. Diese Auswahl gilt für den Server auf diesem Computer.</translation>
    </message>
    <message>
        <source>Recognition</source>
        <translation>Spracherkennung</translation>
    </message>
    <message>
        <source>Who understands what you say.</source>
        <translation>Wer versteht, was Sie sagen.</translation>
    </message>
    <message>
        <source>Works offline and understands US English.</source>
        <translation>Funktioniert ohne Internet und versteht US-Englisch.</translation>
    </message>
    <message>
        <source>If it does not answer, Holdline says so and the built-in recognition listens until it does.</source>
        <translation>Wenn sie nicht antwortet, sagt Holdline das, und bis dahin hört die eingebaute Erkennung zu.</translation>
    </message>
    <message>
        <source>Voice</source>
        <translation>Stimme</translation>
    </message>
    <message>
        <source>Who speaks.</source>
        <translation>Wer spricht.</translation>
    </message>
    <message>
        <source>Works offline. Speaks English, and with a mechanical voice about 100 other languages.</source>
        <translation>Funktioniert ohne Internet. Spricht Englisch und, mit mechanischer Stimme, etwa 100 andere Sprachen.</translation>
    </message>
    <message>
        <source>If it does not answer, Holdline says so and the built-in voice speaks until it does.</source>
        <translation>Wenn sie nicht antwortet, sagt Holdline das, und bis dahin spricht die eingebaute Stimme.</translation>
    </message>
    <message>
        <source>OpenAI, Groq, Mistral, or any other address with the OpenAI interface. What you say goes there.</source>
        <translation>OpenAI, Groq, Mistral oder jede andere Adresse mit der OpenAI-Schnittstelle. Was Sie sagen, geht dorthin.</translation>
    </message>
    <message>
        <source>OpenAI, Groq, or any other address with the OpenAI interface. The answers go there.</source>
        <translation>OpenAI, Groq oder jede andere Adresse mit der OpenAI-Schnittstelle. Die Antworten gehen dorthin.</translation>
    </message>
</context>
<context>
    <name>holdline::widgets::EntryPane</name>
    <message>
        <source>%1 of %2 characters — too long to send</source>
        <translation>%1 von %2 Zeichen – zu lang zum Senden</translation>
    </message>
</context>
<context>
    <name>holdline::widgets::GeneralPage</name>
    <message>
        <source>%1 %</source>
        <comment>percent</comment>
        <translation>%1 %</translation>
    </message>
</context>
<context>
    <name>holdline::widgets::HelpTexts</name>
    <message>
        <source>It hears itself</source>
        <translation>Sie hört sich selbst</translation>
    </message>
    <message>
        <source>The connection is lost</source>
        <translation>Die Verbindung ist verloren</translation>
    </message>
    <message>
        <source>It fails after ten tries</source>
        <translation>Nach zehn Versuchen ist Schluss</translation>
    </message>
    <message>
        <source>Space (hold)</source>
        <translation>Leertaste (halten)</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Up, Down</source>
        <translation>Auf, Ab</translation>
    </message>
    <message>
        <source>Enter, Space</source>
        <translation>Eingabe, Leertaste</translation>
    </message>
    <message>
        <source>Talk with an assistant over a network that may fail. When the connection is lost, Holdline says so, reconnects by itself and continues where you stopped.</source>
        <translation>Mit einer Assistentin sprechen, auch wenn das Netz ausfällt. Bricht die Verbindung ab, sagt Holdline es, verbindet sich von selbst wieder und macht weiter, wo Sie waren.</translation>
    </message>
    <message>
        <source>Free software under the GNU General Public License, version 3 or later. It comes with no warranty.</source>
        <translation>Freie Software unter der GNU General Public License, Version 3 oder neuer. Ohne jede Gewährleistung.</translation>
    </message>
    <message>
        <source>The assistant doesn’t hear me</source>
        <translation>Die Assistentin hört mich nicht</translation>
    </message>
    <message>
        <source>The round button is green only while the microphone is on and you are heard. Click it if it is grey. Speak and watch the bars. If they stay flat, choose another input device in the Audio menu.</source>
        <translation>Der runde Knopf ist nur grün, solange das Mikrofon an ist und Sie gehört werden. Klicken Sie ihn an, wenn er grau ist. Sprechen Sie und beobachten Sie die Balken. Bleiben sie flach, wählen Sie ein anderes Eingabegerät im Menü Ton.</translation>
    </message>
    <message>
        <source>I don’t hear the assistant</source>
        <translation>Ich höre die Assistentin nicht</translation>
    </message>
    <message>
        <source>Choose another output device in the Audio menu and check your computer’s volume. Ctrl+R plays the last answer again.</source>
        <translation>Wählen Sie ein anderes Ausgabegerät im Menü Ton, und prüfen Sie die Lautstärke Ihres Computers. Strg+R spielt die letzte Antwort noch einmal ab.</translation>
    </message>
    <message>
        <source>Choose Loudspeaker in the Audio menu. Use Headphones mode only with headphones.</source>
        <translation>Wählen Sie Lautsprecher im Menü Ton. Nehmen Sie Kopfhörer nur, wenn Sie welche tragen.</translation>
    </message>
    <message>
        <source>It answers before I’ve finished</source>
        <translation>Sie antwortet, bevor ich fertig bin</translation>
    </message>
    <message>
        <source>Choose a longer wait in the Conversation menu.</source>
        <translation>Wählen Sie eine längere Antwortpause im Menü Gespräch.</translation>
    </message>
    <message>
        <source>Holdline reconnects by itself; F5 tries right away. What you type is kept and sent afterwards. So is what you say, as long as the round button is amber and shows a clock.</source>
        <translation>Holdline verbindet sich von selbst wieder; F5 versucht es sofort. Was Sie schreiben, wird gehalten und danach gesendet. Ebenso, was Sie sagen, solange der runde Knopf orange ist und eine Uhr zeigt.</translation>
    </message>
    <message>
        <source>The banner says why. Check your network and the server’s address, then press Try again.</source>
        <translation>Der Streifen über dem Gespräch nennt den Grund. Prüfen Sie Ihr Netz und die Adresse des Servers, und drücken Sie dann „Noch einmal versuchen“.</translation>
    </message>
    <message>
        <source>See for yourself</source>
        <translation>Selbst ausprobieren</translation>
    </message>
    <message>
        <source>Help ▸ Network lab breaks the connection on purpose. Or, while you talk: turn Wi-Fi off and on again, unplug the router’s cable, switch to a phone’s hotspot, or close the lid for a minute. Each time the status turns red, then amber, then green again by itself, and one row in the conversation says what was held or lost.</source>
        <translation>Hilfe ▸ Netzlabor stört die Verbindung absichtlich. Oder während Sie sprechen: Schalten Sie das WLAN aus und wieder ein, ziehen Sie das Kabel am Router, wechseln Sie zum Hotspot eines Telefons, oder klappen Sie den Deckel für eine Minute zu. Jedes Mal wird der Status rot, dann orange und von selbst wieder grün, und eine Zeile im Gespräch sagt, was gehalten wurde oder verloren ging.</translation>
    </message>
    <message>
        <source>Talk while you hold it, unless you are typing</source>
        <translation>Sprechen, solange Sie sie halten, außer beim Tippen</translation>
    </message>
    <message>
        <source>Send the message</source>
        <translation>Die Nachricht senden</translation>
    </message>
    <message>
        <source>Shift+Enter</source>
        <translation>Umschalt+Eingabe</translation>
    </message>
    <message>
        <source>Start a new line</source>
        <translation>Eine neue Zeile beginnen</translation>
    </message>
    <message>
        <source>Move through messages</source>
        <translation>Durch die Nachrichten gehen</translation>
    </message>
    <message>
        <source>On a divider: show details of the interruption</source>
        <translation>Auf einer Trennlinie: Einzelheiten der Unterbrechung zeigen</translation>
    </message>
    <message>
        <source>Copy the selected message</source>
        <translation>Die gewählte Nachricht kopieren</translation>
    </message>
    <message>
        <source>It doesn’t know the answer</source>
        <translation>Die Assistentin weiß die Antwort nicht</translation>
    </message>
    <message>
        <source>Ask it what it can do. Settings ▸ Assistant lets a language model answer the rest.</source>
        <translation>Fragen Sie, was sie kann. Unter Einstellungen ▸ Assistentin beantwortet ein Sprachmodell den Rest.</translation>
    </message>
</context>
<context>
    <name>holdline::widgets::LabWords</name>
    <message>
        <source>Cut for %1 s</source>
        <translation>Unterbrochen für %1 s</translation>
    </message>
    <message>
        <source>Noticed after %1 s</source>
        <translation>Bemerkt nach %1 s</translation>
    </message>
    <message>
        <source>Back after %1 s</source>
        <translation>Wieder da nach %1 s</translation>
    </message>
    <message>
        <source>Start talking, then press one of these.</source>
        <translation>Sprechen Sie, und drücken Sie dann einen dieser Knöpfe.</translation>
    </message>
    <message>
        <source>Silent outage for %1 s</source>
        <translation>%1 s stiller Ausfall</translation>
    </message>
    <message>
        <source>Restarting the server</source>
        <translation>Der Server startet neu</translation>
    </message>
    <message>
        <source>Slow connection on</source>
        <translation>Langsame Verbindung an</translation>
    </message>
    <message>
        <source>Slow connection off</source>
        <translation>Langsame Verbindung aus</translation>
    </message>
    <message>
        <source>Connection restored</source>
        <translation>Verbindung steht wieder</translation>
    </message>
    <message>
        <source>The connection survived</source>
        <translation>Die Verbindung hat gehalten</translation>
    </message>
    <message>
        <source>The network is back. Holdline reconnects within seconds.</source>
        <translation>Das Netz ist wieder da. Holdline verbindet sich in Sekunden wieder.</translation>
    </message>
    <message>
        <source>Red, then amber. Keep talking: while the round button is amber, your speech is kept and sent afterwards.</source>
        <translation>Rot, dann orange. Sprechen Sie weiter: Solange der runde Knopf orange ist, wird Ihre Sprache gehalten und danach gesendet.</translation>
    </message>
    <message>
        <source>The status turns red at once.</source>
        <translation>Der Status wird sofort rot.</translation>
    </message>
    <message>
        <source>At first nothing changes, because nothing reports the outage. Holdline notices within 5 s while you talk, and within 20 s otherwise.</source>
        <translation>Zuerst ändert sich nichts, denn nichts meldet den Ausfall. Holdline bemerkt ihn innerhalb von 5 s, während Sie sprechen, und sonst innerhalb von 20 s.</translation>
    </message>
    <message>
        <source>The status turns amber, then green again within seconds. The conversation continues where it stopped.</source>
        <translation>Der Status wird orange und in Sekunden wieder grün. Das Gespräch geht weiter, wo es war.</translation>
    </message>
    <message>
        <source>Words and answers arrive late, but the status stays green: slow is not broken.</source>
        <translation>Worte und Antworten kommen spät, aber der Status bleibt grün: Langsam ist nicht kaputt.</translation>
    </message>
    <message>
        <source>Green again. What you said meanwhile has been sent, and the interruption is one row in the conversation.</source>
        <translation>Wieder grün. Was Sie inzwischen gesagt haben, ist gesendet, und die Unterbrechung ist eine Zeile im Gespräch.</translation>
    </message>
    <message>
        <source>Still green: the network was back before the connection broke.</source>
        <translation>Immer noch grün: Das Netz war zurück, bevor die Verbindung abbrach.</translation>
    </message>
</context>
<context>
    <name>holdline::widgets::LevelDisplay</name>
    <message>
        <source>Microphone level</source>
        <translation>Mikrofonpegel</translation>
    </message>
</context>
<context>
    <name>holdline::widgets::LevelPane</name>
    <message>
        <source>Microphone off — hold Space to talk</source>
        <translation>Mikrofon aus – zum Sprechen Leertaste halten</translation>
    </message>
    <message>
        <source>Microphone off</source>
        <translation>Mikrofon aus</translation>
    </message>
    <message>
        <source>Starting the microphone…</source>
        <translation>Mikrofon wird gestartet …</translation>
    </message>
    <message>
        <source>Listening to you…</source>
        <translation>Ich höre Ihnen zu …</translation>
    </message>
    <message>
        <source>Thinking…</source>
        <translation>Ich überlege …</translation>
    </message>
    <message>
        <source>No microphone — you can type</source>
        <translation>Kein Mikrofon – Sie können schreiben</translation>
    </message>
    <message>
        <source>Holding your speech: %1 s of %2 s</source>
        <comment>seconds</comment>
        <translation>Ihre Worte warten: %1 s von %2 s</translation>
    </message>
    <message>
        <source>Listening — speak anytime</source>
        <translation>Hört zu – sprechen Sie jederzeit</translation>
    </message>
    <message>
        <source>Server busy — you’re next</source>
        <translation>Server ausgelastet – Sie sind als Nächstes dran</translation>
    </message>
    <message>
        <source>Answering — press Esc to stop</source>
        <translation>Antwortet – Esc beendet es</translation>
    </message>
    <message>
        <source>Answering — speak anytime to interrupt</source>
        <translation>Antwortet – unterbrechen Sie jederzeit</translation>
    </message>
    <message>
        <source>Answering — microphone paused</source>
        <translation>Antwortet – Mikrofon pausiert</translation>
    </message>
    <message>
        <source>Offline — your speech is not being recorded</source>
        <translation>Keine Verbindung – Ihre Sprache wird nicht aufgenommen</translation>
    </message>
    <message>
        <source>Offline — no more speech can be held</source>
        <translation>Keine Verbindung – mehr kann nicht gehalten werden</translation>
    </message>
    <message>
        <source>No sound from the microphone</source>
        <translation>Kein Ton vom Mikrofon</translation>
    </message>
    <message>
        <source>Conversation</source>
        <comment>what happens in it follows</comment>
        <translation>Gespräch</translation>
    </message>
</context>
<context>
    <name>holdline::widgets::LinkDialog</name>
    <message>
        <source>Open this address outside of Holdline?</source>
        <translation>Diese Adresse außerhalb von Holdline öffnen?</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Abbrechen</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>Ö&amp;ffnen</translation>
    </message>
</context>
<context>
    <name>holdline::widgets::MenuBar</name>
    <message>
        <source>Menu</source>
        <translation>Menü</translation>
    </message>
</context>
<context>
    <name>holdline::widgets::MicrophoneButton</name>
    <message>
        <source>Microphone</source>
        <translation>Mikrofon</translation>
    </message>
    <message>
        <source>Microphone on or off (Ctrl+D). Hold Space to talk.</source>
        <translation>Mikrofon an oder aus (Strg+D). Zum Sprechen die Leertaste halten.</translation>
    </message>
    <message>
        <source>Microphone, starting</source>
        <translation>Mikrofon, startet</translation>
    </message>
    <message>
        <source>Microphone, paused during the answer</source>
        <translation>Mikrofon, pausiert während der Antwort</translation>
    </message>
    <message>
        <source>Microphone, holding your speech until you are back online</source>
        <translation>Mikrofon, Ihre Sprache wird gehalten, bis die Verbindung wieder steht</translation>
    </message>
    <message>
        <source>Microphone, your speech is not being recorded</source>
        <translation>Mikrofon, Ihre Sprache wird nicht aufgenommen</translation>
    </message>
    <message>
        <source>Microphone, no sound</source>
        <translation>Mikrofon, kein Ton</translation>
    </message>
    <message>
        <source>Turns the microphone on or off. Hold Space to talk.</source>
        <translation>Schaltet das Mikrofon ein oder aus. Leertaste halten, um zu sprechen.</translation>
    </message>
</context>
<context>
    <name>holdline::widgets::NetworkLabDialog</name>
    <message>
        <source>The lab can’t be opened: there is no free port.</source>
        <translation>Das Labor lässt sich nicht öffnen: Es gibt keinen freien Port.</translation>
    </message>
</context>
<context>
    <name>holdline::widgets::NoticeWords</name>
    <message>
        <source>What you type is kept and sent when the line is back.</source>
        <translation>Was Sie schreiben, bleibt erhalten und wird gesendet, sobald die Verbindung wieder steht.</translation>
    </message>
    <message>
        <source>You are not connected</source>
        <translation>Sie sind nicht verbunden</translation>
    </message>
    <message>
        <source>What you type is kept until you connect again.</source>
        <translation>Was Sie schreiben, bleibt erhalten, bis Sie wieder verbinden.</translation>
    </message>
    <message numerus="yes">
        <source>%n tries failed: %1.</source>
        <translation>
            <numerusform>%n Versuch schlug fehl: %1.</numerusform>
            <numerusform>%n Versuche schlugen fehl: %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 %2 Your conversation is safe.</source>
        <comment>cause, remedy</comment>
        <translation>%1 %2 Ihr Gespräch ist sicher.</translation>
    </message>
    <message>
        <source>No network</source>
        <translation>Kein Netz</translation>
    </message>
    <message>
        <source>Connection lost</source>
        <translation>Verbindung verloren</translation>
    </message>
    <message>
        <source>Connection lost — next try in %1 s</source>
        <translation>Verbindung verloren – Versuch in %1 s</translation>
    </message>
    <message>
        <source>Connection lost — trying again…</source>
        <translation>Verbindung verloren – neuer Versuch …</translation>
    </message>
    <message>
        <source>Server restarting — next try in %1 s</source>
        <translation>Server startet neu – Versuch in %1 s</translation>
    </message>
    <message>
        <source>Server restarting — trying again…</source>
        <translation>Server startet neu – neuer Versuch …</translation>
    </message>
    <message>
        <source>No microphone found</source>
        <translation>Kein Mikrofon gefunden</translation>
    </message>
    <message>
        <source>No loudspeaker found</source>
        <translation>Kein Lautsprecher gefunden</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>Reconnect now</source>
        <translation>Neu verbinden</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>a minute ago</source>
        <translation>vor einer Minute</translation>
    </message>
    <message numerus="yes">
        <source>%n minutes ago</source>
        <translation>
            <numerusform>vor %n Minute</numerusform>
            <numerusform>vor %n Minuten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hours ago</source>
        <translation>
            <numerusform>vor %n Stunde</numerusform>
            <numerusform>vor %n Stunden</numerusform>
        </translation>
    </message>
    <message>
        <source>Keep talking: your words are kept and sent when the line is back.</source>
        <translation>Sprechen Sie weiter: Ihre Worte bleiben erhalten und werden gesendet, sobald die Verbindung wieder steht.</translation>
    </message>
    <message>
        <source>The server has a problem</source>
        <translation>Der Server hat ein Problem</translation>
    </message>
    <message>
        <source>The server’s disk is full</source>
        <translation>Der Speicher des Servers ist voll</translation>
    </message>
    <message>
        <source>What you say is kept here until the server can store it.</source>
        <translation>Was Sie sagen, wird hier aufgehoben, bis der Server es speichern kann.</translation>
    </message>
    <message>
        <source>What you say is kept here until it can.</source>
        <translation>Was Sie sagen, wird hier aufgehoben, bis er es kann.</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Einstellungen …</translation>
    </message>
    <message>
        <source>Trust this certificate…</source>
        <translation>Dem Zertifikat vertrauen …</translation>
    </message>
    <message>
        <source>%1’s certificate isn’t trusted</source>
        <translation>Dem Zertifikat von %1 wird nicht vertraut</translation>
    </message>
    <message>
        <source>%1’s certificate has changed</source>
        <translation>Das Zertifikat von %1 hat sich geändert</translation>
    </message>
    <message>
        <source>Couldn’t reach %1</source>
        <translation>%1 ist nicht zu erreichen</translation>
    </message>
    <message>
        <source>Plug one in and Holdline will use it. Meanwhile, you can type.</source>
        <translation>Schließen Sie eins an, und Holdline benutzt es. Solange können Sie schreiben.</translation>
    </message>
    <message>
        <source>Plug one in and Holdline will use it. Meanwhile, you can read the answers.</source>
        <translation>Schließen Sie einen an, und Holdline benutzt ihn. Solange können Sie die Antworten lesen.</translation>
    </message>
    <message>
        <source>The microphone isn’t working</source>
        <translation>Das Mikrofon funktioniert nicht</translation>
    </message>
    <message>
        <source>The loudspeaker isn’t working</source>
        <translation>Der Lautsprecher funktioniert nicht</translation>
    </message>
    <message>
        <source>No sound from %1. Close other programs that use it, or choose another device in the Audio menu. Holdline keeps trying.</source>
        <translation>Kein Ton: %1. Schließen Sie andere Programme, die das Gerät benutzen, oder wählen Sie ein anderes im Menü Ton. Holdline versucht es weiter.</translation>
    </message>
    <message>
        <source>this device</source>
        <translation>dieses Gerät</translation>
    </message>
    <message>
        <source>The server didn’t accept that</source>
        <translation>Der Server hat das nicht angenommen</translation>
    </message>
    <message>
        <source>This computer’s disk is full</source>
        <translation>Die Festplatte dieses Computers ist voll</translation>
    </message>
    <message>
        <source>The server can’t store the conversation</source>
        <translation>Der Server kann das Gespräch nicht speichern</translation>
    </message>
    <message>
        <source>Earlier conversations couldn’t be read</source>
        <translation>Frühere Gespräche konnten nicht gelesen werden</translation>
    </message>
    <message>
        <source>The file that held them was damaged, so Holdline started a new one. The damaged file is now %1.</source>
        <translation>Ihre Datei war beschädigt, daher hat Holdline eine neue begonnen. Die beschädigte heißt jetzt %1.</translation>
    </message>
    <message>
        <source>This conversation won’t survive quitting</source>
        <translation>Dieses Gespräch endet mit dem Programm</translation>
    </message>
    <message>
        <source>It can’t be reopened: no keyring is available, or it is locked.</source>
        <translation>Es lässt sich nicht wieder öffnen: Es gibt keinen Schlüsselbund, oder er ist gesperrt.</translation>
    </message>
    <message>
        <source>The access token won’t survive quitting</source>
        <translation>Das Zugangs-Token gilt nur bis zum Beenden</translation>
    </message>
    <message>
        <source>It can’t be stored: no keyring is available, or it is locked.</source>
        <translation>Es lässt sich nicht speichern: Es gibt keinen Schlüsselbund, oder er ist gesperrt.</translation>
    </message>
    <message>
        <source>You spoke for %1 s while offline, %2. Send it?</source>
        <comment>seconds; how long ago</comment>
        <translation>Sie haben %2 ohne Verbindung %1 s gesprochen. Senden?</translation>
    </message>
    <message>
        <source>You typed a message %1, before Holdline was closed. Send it?</source>
        <comment>how long ago</comment>
        <translation>Sie haben %1 eine Nachricht geschrieben, bevor Holdline geschlossen wurde. Senden?</translation>
    </message>
    <message numerus="yes">
        <source>You typed %n messages %1, before Holdline was closed. Send them?</source>
        <comment>how long ago</comment>
        <translation>
            <numerusform>Sie haben %1 %n Nachricht geschrieben, bevor Holdline geschlossen wurde. Senden?</numerusform>
            <numerusform>Sie haben %1 %n Nachrichten geschrieben, bevor Holdline geschlossen wurde. Senden?</numerusform>
        </translation>
    </message>
    <message>
        <source>You typed a message and spoke for %1 s %2, before Holdline was closed. Send them?</source>
        <comment>seconds; how long ago</comment>
        <translation>Sie haben %2 eine Nachricht geschrieben und %1 s gesprochen, bevor Holdline geschlossen wurde. Beides senden?</translation>
    </message>
    <message numerus="yes">
        <source>You typed %n messages and spoke for %1 s %2, before Holdline was closed. Send them?</source>
        <comment>seconds; how long ago</comment>
        <translation>
            <numerusform>Sie haben %2 %n Nachricht geschrieben und %1 s gesprochen, bevor Holdline geschlossen wurde. Alles senden?</numerusform>
            <numerusform>Sie haben %2 %n Nachrichten geschrieben und %1 s gesprochen, bevor Holdline geschlossen wurde. Alles senden?</numerusform>
        </translation>
    </message>
    <message>
        <source>End the conversation and delete it?</source>
        <translation>Das Gespräch beenden und löschen?</translation>
    </message>
    <message>
        <source>It will be deleted here and on the server, along with anything unsent. This can’t be undone.</source>
        <translation>Es wird hier und auf dem Server gelöscht, auch was noch nicht gesendet ist. Das lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>End and delete</source>
        <translation>Beenden und löschen</translation>
    </message>
    <message>
        <source>No connection</source>
        <translation>Keine Verbindung</translation>
    </message>
    <message>
        <source>No connection yet — next try in %1 s</source>
        <translation>Noch keine Verbindung – nächster Versuch in %1 s</translation>
    </message>
    <message>
        <source>No connection yet — trying again…</source>
        <translation>Noch keine Verbindung – neuer Versuch …</translation>
    </message>
    <message>
        <source>Holdline reconnects by itself.</source>
        <translation>Holdline verbindet sich von selbst wieder.</translation>
    </message>
    <message>
        <source>%1 denied access</source>
        <comment>server</comment>
        <translation>%1 verweigert den Zugang</translation>
    </message>
    <message>
        <source>%1 has no voice service at this address</source>
        <comment>server</comment>
        <translation>%1 hat unter dieser Adresse keinen Sprachdienst</translation>
    </message>
    <message>
        <source>%1 can’t keep conversations</source>
        <comment>server</comment>
        <translation>%1 kann Gespräche nicht bewahren</translation>
    </message>
    <message>
        <source>%1 isn’t a voice server</source>
        <comment>server</comment>
        <translation>%1 ist kein Sprachserver</translation>
    </message>
    <message>
        <source>%1 has a problem</source>
        <comment>server</comment>
        <translation>%1 hat ein Problem</translation>
    </message>
    <message>
        <source>%1 is full or busy</source>
        <comment>server</comment>
        <translation>%1 ist ausgelastet</translation>
    </message>
    <message>
        <source>The connection to %1 wouldn’t be encrypted</source>
        <translation>Die Verbindung wäre nicht verschlüsselt: %1</translation>
    </message>
    <message>
        <source>No secure connection to %1</source>
        <translation>Keine sichere Verbindung: %1</translation>
    </message>
    <message>
        <source>%1’s certificate isn’t valid</source>
        <translation>Das Zertifikat von %1 ist nicht gültig</translation>
    </message>
    <message>
        <source>%1 ended the connection</source>
        <comment>server</comment>
        <translation>%1 hat die Verbindung beendet</translation>
    </message>
    <message>
        <source>%1 broke the protocol</source>
        <comment>server</comment>
        <translation>%1 hält sich nicht an das Protokoll</translation>
    </message>
    <message>
        <source>A message was too large for %1</source>
        <translation>Eine Nachricht war zu groß: %1</translation>
    </message>
    <message>
        <source>The conversation is open in another window</source>
        <translation>Das Gespräch geht in einem anderen Fenster weiter</translation>
    </message>
    <message>
        <source>The assistant on this computer didn’t start</source>
        <translation>Die Assistentin auf diesem Computer ist nicht gestartet</translation>
    </message>
    <message>
        <source>Can’t write to %1.</source>
        <comment>a folder</comment>
        <translation>In %1 kann nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>It says: %1.</source>
        <comment>the server on this computer</comment>
        <translation>Sie meldet: %1.</translation>
    </message>
    <message>
        <source>Waiting for your keyring</source>
        <translation>Warten auf Ihren Schlüsselbund</translation>
    </message>
    <message>
        <source>Unlock it if it asks you to. If it doesn’t answer, Holdline connects without it after half a minute.</source>
        <translation>Entsperren Sie ihn, wenn er Sie darum bittet. Antwortet er nicht, verbindet sich Holdline nach einer halben Minute ohne ihn.</translation>
    </message>
    <message>
        <source>Your keyring doesn’t answer</source>
        <translation>Ihr Schlüsselbund antwortet nicht</translation>
    </message>
    <message>
        <source>Holdline connected without it: it has no access token and can’t reopen your last conversation. Unlock the keyring and start Holdline again.</source>
        <translation>Holdline hat sich ohne ihn verbunden: Das Zugangs-Token fehlt, und das letzte Gespräch lässt sich nicht fortsetzen. Entsperren Sie den Schlüsselbund und starten Sie Holdline neu.</translation>
    </message>
    <message>
        <source>New conversation — %1 s to undo</source>
        <translation>Neues Gespräch – noch %1 s rückgängig zu machen</translation>
    </message>
    <message>
        <source>The previous one is deleted then.</source>
        <translation>Das bisherige wird dann gelöscht.</translation>
    </message>
    <message>
        <source>Conversation cleared — %1 s to undo</source>
        <translation>Gespräch geleert – noch %1 s rückgängig zu machen</translation>
    </message>
    <message>
        <source>It is deleted then, together with what you asked to remember.</source>
        <translation>Es wird dann gelöscht, und mit ihm alles, was Sie sich merken ließen.</translation>
    </message>
    <message>
        <source>Diagnose</source>
        <translation>Diagnose</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>%1 is running on this computer: use %2?</source>
        <comment>a program, a language model</comment>
        <translation>%1 läuft auf diesem Computer: %2 verwenden?</translation>
    </message>
    <message>
        <source>It then answers what the built-in assistant can’t. Nothing leaves this computer.</source>
        <translation>Es beantwortet dann, was die eingebaute Assistentin nicht kann. Nichts verlässt diesen Computer.</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>Verwenden</translation>
    </message>
    <message>
        <source>Your personas couldn’t be read</source>
        <translation>Ihre Personas ließen sich nicht lesen</translation>
    </message>
    <message>
        <source>Holdline goes on with those that come with it. The damaged file is now %1.</source>
        <translation>Holdline macht mit den mitgelieferten weiter. Die beschädigte Datei heißt jetzt %1.</translation>
    </message>
    <message>
        <source>The call has ended</source>
        <translation>Das Gespräch ist beendet</translation>
    </message>
    <message>
        <source>Start again with the same persona and an empty conversation.</source>
        <translation>Beginnen Sie neu, mit derselben Persona und einem leeren Gespräch.</translation>
    </message>
    <message>
        <source>The call has ended, because you were away</source>
        <translation>Das Gespräch ist beendet, weil Sie nicht da waren</translation>
    </message>
    <message>
        <source>The server has ended the call</source>
        <translation>Der Server hat das Gespräch beendet</translation>
    </message>
    <message>
        <source>Start again</source>
        <translation>Neu beginnen</translation>
    </message>
</context>
<context>
    <name>holdline::widgets::PersonaButton</name>
    <message>
        <source>Choose who answers</source>
        <translation>Auswählen, wer antwortet</translation>
    </message>
    <message>
        <source>Persona: %1</source>
        <translation>Persona: %1</translation>
    </message>
    <message>
        <source>&amp;Manage personas…</source>
        <translation>Personas &amp;verwalten …</translation>
    </message>
</context>
<context>
    <name>holdline::widgets::PersonaDialog</name>
    <message>
        <source>Personas (*.json)</source>
        <translation>Personas (*.json)</translation>
    </message>
    <message>
        <source>The personas can’t be stored: this change lasts until you quit.</source>
        <translation>Die Personas lassen sich nicht speichern: Diese Änderung gilt bis zum Beenden.</translation>
    </message>
    <message>
        <source>“%1” is deleted.</source>
        <comment>a persona</comment>
        <translation>„%1“ ist gelöscht.</translation>
    </message>
    <message>
        <source>New persona</source>
        <translation>Neue Persona</translation>
    </message>
    <message>
        <source>%1 (copy)</source>
        <comment>a persona</comment>
        <translation>%1 (Kopie)</translation>
    </message>
    <message>
        <source>Export personas</source>
        <translation>Personas exportieren</translation>
    </message>
    <message>
        <source>Import personas</source>
        <translation>Personas importieren</translation>
    </message>
    <message>
        <source>The file can’t be written.</source>
        <translation>Die Datei lässt sich nicht schreiben.</translation>
    </message>
    <message>
        <source>The file can’t be read.</source>
        <translation>Die Datei lässt sich nicht lesen.</translation>
    </message>
</context>
<context>
    <name>holdline::widgets::PersonaForm</name>
    <message>
        <source>Choose a picture</source>
        <translation>Ein Bild auswählen</translation>
    </message>
    <message>
        <source>The language of the user</source>
        <translation>Die Sprache des Benutzers</translation>
    </message>
    <message>
        <source>As chosen in the menu</source>
        <translation>Wie im Menü gewählt</translation>
    </message>
    <message>
        <source>Short</source>
        <translation>Kurz</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>Normal</translation>
    </message>
    <message>
        <source>Long</source>
        <translation>Lang</translation>
    </message>
    <message>
        <source>Very long</source>
        <translation>Sehr lang</translation>
    </message>
    <message>
        <source>%1 of 100</source>
        <comment>patience</comment>
        <translation>%1 von 100</translation>
    </message>
    <message>
        <source>The usual voice of the server</source>
        <translation>Die übliche Stimme des Servers</translation>
    </message>
    <message>
        <source> · %1</source>
        <comment>an engine</comment>
        <translation> · %1</translation>
    </message>
    <message>
        <source>%1 (not on this server)</source>
        <comment>a voice</comment>
        <translation>%1 (nicht auf diesem Server)</translation>
    </message>
    <message>
        <source>A persona needs a name.</source>
        <translation>Eine Persona braucht einen Namen.</translation>
    </message>
    <message numerus="yes">
        <source>%n characters too many: the end will be cut off.</source>
        <translation>
            <numerusform>Ein Zeichen zu viel: Das Ende wird abgeschnitten.</numerusform>
            <numerusform>%n Zeichen zu viel: Das Ende wird abgeschnitten.</numerusform>
        </translation>
    </message>
    <message>
        <source>The built-in assistant does not need them.</source>
        <translation>Die eingebaute Assistentin braucht keine.</translation>
    </message>
    <message>
        <source>No voice of this server speaks %1: answers may be hard to understand.</source>
        <translation>Keine Stimme dieses Servers spricht %1: Antworten sind vielleicht schwer zu verstehen.</translation>
    </message>
    <message>
        <source>The built-in recogniser understands only English. To speak %1, choose a different recognition in the settings.</source>
        <translation>Die eingebaute Spracherkennung versteht nur Englisch. Um %1 zu sprechen, wählen Sie in den Einstellungen eine andere Spracherkennung.</translation>
    </message>
    <message>
        <source>The voices appear here when you are connected.</source>
        <translation>Die Stimmen erscheinen hier, wenn Sie verbunden sind.</translation>
    </message>
</context>
<context>
    <name>holdline::widgets::PersonaWords</name>
    <message>
        <source>voice: %1</source>
        <translation>Stimme: %1</translation>
    </message>
    <message>
        <source>Offline assistant</source>
        <translation>Offline-Assistentin</translation>
    </message>
    <message>
        <source>%1 on this computer</source>
        <comment>a language model</comment>
        <translation>%1 auf diesem Computer</translation>
    </message>
    <message>
        <source>%1 at %2</source>
        <comment>a language model, a service</comment>
        <translation>%1 bei %2</translation>
    </message>
    <message>
        <source>The file has too many personas or is too large.</source>
        <translation>Die Datei hat zu viele Personas oder ist zu groß.</translation>
    </message>
    <message>
        <source>This file has no personas.</source>
        <translation>In dieser Datei sind keine Personas.</translation>
    </message>
    <message>
        <source>This file is from a newer version of Holdline.</source>
        <translation>Diese Datei stammt von einer neueren Version von Holdline.</translation>
    </message>
    <message>
        <source>A persona in this file has no name, or one of its texts is too long.</source>
        <translation>Eine Persona in dieser Datei hat keinen Namen, oder einer ihrer Texte ist zu lang.</translation>
    </message>
</context>
<context>
    <name>holdline::widgets::ProgramFields</name>
    <message>
        <source>Looking for programs on this computer…</source>
        <translation>Suche nach Programmen auf diesem Computer …</translation>
    </message>
    <message>
        <source>Choose a model, or enter the address of a program.</source>
        <translation>Wählen Sie ein Modell, oder geben Sie die Adresse eines Programms ein.</translation>
    </message>
    <message>
        <source>This address isn’t on this computer. Enter it under “A service”.</source>
        <translation>Diese Adresse ist nicht auf diesem Computer. Geben Sie sie unter „Ein Dienst“ ein.</translation>
    </message>
    <message>
        <source>Choose a model.</source>
        <translation>Wählen Sie ein Modell.</translation>
    </message>
    <message>
        <source>Found none. Start Ollama, LM Studio or llama.cpp, or enter an address.</source>
        <translation>Keine gefunden. Starten Sie Ollama, LM Studio oder llama.cpp, oder geben Sie eine Adresse ein.</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>model, program</comment>
        <translation>%1 (%2)</translation>
    </message>
    <message numerus="yes">
        <source>%1 with %n models</source>
        <translation>
            <numerusform>%1 mit einem Modell</numerusform>
            <numerusform>%1 mit %n Modellen</numerusform>
        </translation>
    </message>
    <message>
        <source>Another address…</source>
        <translation>Andere Adresse …</translation>
    </message>
    <message>
        <source>Found: %1. Nothing leaves this computer.</source>
        <translation>Gefunden: %1. Nichts verlässt diesen Computer.</translation>
    </message>
    <message>
        <source>%1 with one model</source>
        <translation>%1 mit einem Modell</translation>
    </message>
    <message>
        <source>Found none. Start speaches, LocalAI or whisper.cpp, or enter an address.</source>
        <translation>Keine gefunden. Starten Sie speaches, LocalAI oder whisper.cpp, oder geben Sie eine Adresse ein.</translation>
    </message>
    <message>
        <source>Found none. Start Kokoro, speaches or LocalAI, or enter an address.</source>
        <translation>Keine gefunden. Starten Sie Kokoro, speaches oder LocalAI, oder geben Sie eine Adresse ein.</translation>
    </message>
</context>
<context>
    <name>holdline::widgets::QuitDialog</name>
    <message>
        <source>&amp;Discard and quit</source>
        <translation>&amp;Verwerfen und beenden</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Abbrechen</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>%1 s of speech hasn’t been sent yet. Quit?</source>
        <comment>seconds</comment>
        <translation>%1 s Gesprochenes sind noch nicht gesendet. Beenden?</translation>
    </message>
    <message>
        <source>%1 s of speech hasn’t been sent and will be lost. Quit?</source>
        <comment>seconds</comment>
        <translation>%1 s Gesprochenes sind nicht gesendet und gehen verloren. Beenden?</translation>
    </message>
    <message>
        <source>A message hasn’t been sent yet. Quit?</source>
        <translation>Eine Nachricht ist noch nicht gesendet. Beenden?</translation>
    </message>
    <message numerus="yes">
        <source>%n messages haven’t been sent yet. Quit?</source>
        <translation>
            <numerusform>%n Nachricht ist noch nicht gesendet. Beenden?</numerusform>
            <numerusform>%n Nachrichten sind noch nicht gesendet. Beenden?</numerusform>
        </translation>
    </message>
    <message>
        <source>A message hasn’t been sent and will be lost. Quit?</source>
        <translation>Eine Nachricht ist nicht gesendet und geht verloren. Beenden?</translation>
    </message>
    <message numerus="yes">
        <source>%n messages haven’t been sent and will be lost. Quit?</source>
        <translation>
            <numerusform>%n Nachricht ist nicht gesendet und geht verloren. Beenden?</numerusform>
            <numerusform>%n Nachrichten sind nicht gesendet und gehen verloren. Beenden?</numerusform>
        </translation>
    </message>
    <message>
        <source>A message and %1 s of speech haven’t been sent yet. Quit?</source>
        <comment>seconds</comment>
        <translation>Eine Nachricht und %1 s Gesprochenes sind noch nicht gesendet. Beenden?</translation>
    </message>
    <message numerus="yes">
        <source>%n messages and %1 s of speech haven’t been sent yet. Quit?</source>
        <comment>seconds</comment>
        <translation>
            <numerusform>%n Nachricht und %1 s Gesprochenes sind noch nicht gesendet. Beenden?</numerusform>
            <numerusform>%n Nachrichten und %1 s Gesprochenes sind noch nicht gesendet. Beenden?</numerusform>
        </translation>
    </message>
    <message>
        <source>A message and %1 s of speech haven’t been sent and will be lost. Quit?</source>
        <comment>seconds</comment>
        <translation>Eine Nachricht und %1 s Gesprochenes sind nicht gesendet und gehen verloren. Beenden?</translation>
    </message>
    <message numerus="yes">
        <source>%n messages and %1 s of speech haven’t been sent and will be lost. Quit?</source>
        <comment>seconds</comment>
        <translation>
            <numerusform>%n Nachricht und %1 s Gesprochenes sind nicht gesendet und gehen verloren. Beenden?</numerusform>
            <numerusform>%n Nachrichten und %1 s Gesprochenes sind nicht gesendet und gehen verloren. Beenden?</numerusform>
        </translation>
    </message>
    <message>
        <source>Holdline keeps it on this computer and sends it the next time it starts.</source>
        <translation>Holdline hält es auf diesem Computer und sendet es beim nächsten Start.</translation>
    </message>
</context>
<context>
    <name>holdline::widgets::ReadableWidgets</name>
    <message>
        <source>%1: %2</source>
        <comment>what it is: its value</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1 %</source>
        <comment>percent</comment>
        <translation>%1 %</translation>
    </message>
</context>
<context>
    <name>holdline::widgets::RoundTripGraph</name>
    <message>
        <source>Round trip time, last minutes</source>
        <translation>Umlaufzeit der letzten Minuten</translation>
    </message>
    <message>
        <source>Nothing measured yet</source>
        <translation>Noch nichts gemessen</translation>
    </message>
    <message>
        <source>%1 to %2 ms in the last minutes</source>
        <comment>milliseconds</comment>
        <translation>%1 bis %2 ms in den letzten Minuten</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
</context>
<context>
    <name>holdline::widgets::SecondsSpinBox</name>
    <message>
        <source> s</source>
        <comment>seconds, behind a number</comment>
        <translation> s</translation>
    </message>
</context>
<context>
    <name>holdline::widgets::ServiceFields</name>
    <message>
        <source>Another address</source>
        <translation>Andere Adresse</translation>
    </message>
    <message>
        <source>Enter the address of the service.</source>
        <translation>Geben Sie die Adresse des Dienstes ein.</translation>
    </message>
    <message>
        <source>Enter your key for %1.</source>
        <translation>Geben Sie Ihren Schlüssel für %1 ein.</translation>
    </message>
    <message>
        <source>Choose a model.</source>
        <translation>Wählen Sie ein Modell.</translation>
    </message>
    <message>
        <source>The key stays in your system keyring.</source>
        <translation>Der Schlüssel bleibt im Schlüsselbund des Systems.</translation>
    </message>
    <message>
        <source>The key is kept only until you quit: no keyring is available.</source>
        <translation>Der Schlüssel gilt nur bis zum Beenden: Es gibt keinen Schlüsselbund.</translation>
    </message>
    <message>
        <source>There is no list of models at this address. You can enter the name of the model.</source>
        <translation>Unter dieser Adresse gibt es keine Liste von Modellen. Sie können den Namen des Modells eingeben.</translation>
    </message>
</context>
<context>
    <name>holdline::widgets::ServiceWords</name>
    <message>
        <source>This isn’t a valid address. It looks like http://127.0.0.1:11434/v1.</source>
        <translation>Das ist keine gültige Adresse. Sie sieht so aus: http://127.0.0.1:11434/v1.</translation>
    </message>
    <message>
        <source>Your words stay on this computer.</source>
        <translation>Ihre Worte bleiben auf diesem Computer.</translation>
    </message>
    <message>
        <source>Your words are sent to %1. The connection isn’t encrypted: others on the network can read them.</source>
        <translation>Ihre Worte werden an %1 gesendet. Die Verbindung ist nicht verschlüsselt: Andere im Netzwerk können sie mitlesen.</translation>
    </message>
    <message>
        <source>Your words are sent to %1.</source>
        <translation>Ihre Worte werden an %1 gesendet.</translation>
    </message>
    <message>
        <source>Nothing answers at this address. Is the program running?</source>
        <translation>Unter dieser Adresse antwortet nichts. Läuft das Programm?</translation>
    </message>
    <message>
        <source>The service doesn’t accept this key.</source>
        <translation>Der Dienst akzeptiert diesen Schlüssel nicht.</translation>
    </message>
    <message>
        <source>No answer in time. A large model may still be loading: try again.</source>
        <translation>Keine Antwort in der erwarteten Zeit. Vielleicht wird ein großes Modell noch geladen: Versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>This model doesn’t exist there.</source>
        <translation>Dieses Modell gibt es dort nicht.</translation>
    </message>
    <message>
        <source>The service takes no more requests: too many in a short time, or no credit left.</source>
        <translation>Der Dienst nimmt keine Anfragen mehr an: zu viele in kurzer Zeit, oder das Guthaben ist verbraucht.</translation>
    </message>
    <message>
        <source>The service has a problem.</source>
        <translation>Der Dienst hat ein Problem.</translation>
    </message>
    <message>
        <source>Something else answers at this address.</source>
        <translation>Unter dieser Adresse antwortet etwas anderes.</translation>
    </message>
</context>
<context>
    <name>holdline::widgets::SettingsDialog</name>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
</context>
<context>
    <name>holdline::widgets::TranscriptView</name>
    <message>
        <source>Jump to the newest message</source>
        <translation>Zur neuesten Nachricht springen</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>Gespräch</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Say hello</source>
        <translation>Sagen Sie hallo</translation>
    </message>
    <message>
        <source>Press Enter for details.</source>
        <translation>Die Eingabetaste zeigt Einzelheiten.</translation>
    </message>
    <message>
        <source>Turn the microphone on and speak, hold Space while you speak, or type.

“What time is it?”
“What is 17 times 23?”
“Remember that the demo is on Friday.”</source>
        <translation>Schalten Sie das Mikrofon ein und sprechen Sie, halten Sie beim Sprechen die Leertaste, oder schreiben Sie. Die Assistentin versteht Englisch.

„What time is it?“
„What is 17 times 23?“
„Remember that the demo is on Friday.“</translation>
    </message>
    <message>
        <source>Open %1…</source>
        <comment>an address</comment>
        <translation>%1 öffnen …</translation>
    </message>
</context>
<context>
    <name>holdline::widgets::TrustDialog</name>
    <message>
        <source>Is this really %1?</source>
        <translation>Ist das wirklich %1?</translation>
    </message>
    <message>
        <source>&amp;Trust and connect</source>
        <translation>&amp;Vertrauen und verbinden</translation>
    </message>
    <message>
        <source>Issued by: %1</source>
        <translation>Ausgestellt von: %1</translation>
    </message>
    <message>
        <source>Valid until: %1</source>
        <translation>Gültig bis: %1</translation>
    </message>
    <message>
        <source>Issued to: %1</source>
        <translation>Ausgestellt für: %1</translation>
    </message>
</context>
<context>
    <name>holdline::widgets::TryOut</name>
    <message>
        <source>first word in %1 s</source>
        <translation>erstes Wort nach %1 s</translation>
    </message>
    <message>
        <source>answer in %1 s</source>
        <translation>Antwort nach %1 s</translation>
    </message>
    <message>
        <source>first sound in %1 s</source>
        <translation>erster Ton nach %1 s</translation>
    </message>
    <message>
        <source>Waiting for an answer…</source>
        <translation>Warte auf eine Antwort …</translation>
    </message>
</context>
<context>
    <name>holdline::widgets::TurnWaterfall</name>
    <message>
        <source>%1 s</source>
        <comment>seconds</comment>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>Times of the latest answers</source>
        <translation>Zeiten der letzten Antworten</translation>
    </message>
    <message>
        <source>No answers yet</source>
        <translation>Noch keine Antworten</translation>
    </message>
    <message>
        <source>%1, typed</source>
        <translation>%1, getippt</translation>
    </message>
    <message>
        <source>%1, spoken</source>
        <translation>%1, gesprochen</translation>
    </message>
    <message>
        <source>understood after %1</source>
        <translation>verstanden nach %1</translation>
    </message>
    <message>
        <source>first word after %1</source>
        <translation>erstes Wort nach %1</translation>
    </message>
    <message>
        <source>first sound after %1</source>
        <translation>erster Ton nach %1</translation>
    </message>
    <message>
        <source>Understood</source>
        <translation>Verstanden</translation>
    </message>
    <message>
        <source>First word</source>
        <translation>Erstes Wort</translation>
    </message>
    <message>
        <source>First sound</source>
        <translation>Erster Ton</translation>
    </message>
</context>
</TS>
