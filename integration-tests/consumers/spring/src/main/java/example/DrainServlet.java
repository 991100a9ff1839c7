package example;

import io.github.vercel4j.webhooks.DrainEntry;
import io.github.vercel4j.webhooks.DrainReceiver;
import io.github.vercel4j.webhooks.InvalidDeliveryException;
import io.github.vercel4j.webhooks.LogDrainEntry;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

// region drain
class DrainServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient DrainReceiver drain;
  private final String code;

  DrainServlet(DrainReceiver drain, String code) {
    this.drain = drain;
    this.code = code;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    DrainReceiver.verificationHeaders(code).forEach(response::setHeader); // for Vercel's checks
    String signature = request.getHeader(DrainReceiver.SIGNATURE_HEADER);
    try {
      for (DrainEntry entry : drain.receive(request.getInputStream(), signature)) {
        if (entry instanceof LogDrainEntry line) {
          log(line.message());
        }
      }
    } catch (InvalidDeliveryException e) {
      response.setStatus(e.status());
    }
  }
}
// endregion
